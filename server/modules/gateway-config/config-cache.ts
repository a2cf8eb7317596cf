import { LRUCache } from "lru-cache";
import { AppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import type { GatewayKey, OrgConfig, PromptConfig, PromptReference } from "./config-types";

export interface ConfigSource {
  loadKey(hash: string): Promise<GatewayKey | null>;
  loadOrgConfig(orgId: string): Promise<OrgConfig | null>;
  loadPrompt(reference: PromptReference): Promise<PromptConfig | null>;
}

export interface ConfigCacheOptions {
  source: ConfigSource;
  nowMs?: () => number;
  /** How long an entry is trusted while change notices arrive, and while they do not. */
  freshMs?: { notified: number; unnotified: number };
  /** How long after its last confirmation an entry may still serve when the database is away. */
  graceMs?: number;
  /** How long a request waits for the database: briefly when memory can answer instead, longer when nothing can. */
  loadTimeoutMs?: { known: number; unknown: number };
}

interface Entry<T> {
  value: T | null;
  orgId: string | null;
  confirmedAtMs: number;
  isOutdated: boolean;
}

interface Load<T> {
  value: Promise<T | null>;
  /** How many notices there had been when it began. */
  notices: number;
}

/** One kind of thing that is kept: how to load it, what is held, and what is being loaded. */
interface Shelf<T> {
  entries: LRUCache<string, Entry<T>>;
  loads: Map<string, Load<T>>;
  load(name: string): Promise<T | null>;
  orgIdOf(value: T): string;
}

const NEGATIVE_FRESH_MS = 10_000;
const RETRY_PAUSE_MS = 1_000;
const LOADS_MAX = 200;

/**
 * Keys, organisations and stored prompts in memory. An entry is served while fresh, reloaded when it may have changed, and served
 * up to a grace period without the database; after that callers get `dependency_unavailable`, never a refusal.
 */
export class ConfigCache {
  readonly #keys: Shelf<GatewayKey>;
  readonly #orgs: Shelf<OrgConfig>;
  readonly #prompts: Shelf<PromptConfig>;
  readonly #nowMs: () => number;
  readonly #freshMs: { notified: number; unnotified: number };
  readonly #graceMs: number;
  readonly #loadTimeoutMs: { known: number; unknown: number };
  #isNotified = false;
  /** Grows with every notice: a load that began before one may bring back what the notice made outdated. */
  #notices = 0;
  #lastFailureMs = Number.NEGATIVE_INFINITY;

  constructor(options: ConfigCacheOptions) {
    const { source } = options;
    this.#keys = shelf(
      50_000,
      (hash) => source.loadKey(hash),
      (key) => key.orgId,
    );
    this.#orgs = shelf(
      10_000,
      (orgId) => source.loadOrgConfig(orgId),
      (config) => config.orgId,
    );
    this.#prompts = shelf(
      2_000,
      (name) => source.loadPrompt(referenceOf(name)),
      (prompt) => prompt.orgId,
    );
    this.#nowMs = options.nowMs ?? Date.now;
    this.#freshMs = options.freshMs ?? { notified: 30_000, unnotified: 3_000 };
    this.#graceMs = options.graceMs ?? 60_000;
    this.#loadTimeoutMs = options.loadTimeoutMs ?? { known: 1_500, unknown: 8_000 };
  }

  /** A fresh key without any waiting; undefined when it has to be looked up with `key`. */
  freshKey(hash: string): GatewayKey | null | undefined {
    return this.#fresh(this.#keys.entries.get(hash));
  }

  freshOrg(orgId: string): OrgConfig | null | undefined {
    return this.#fresh(this.#orgs.entries.get(orgId));
  }

  key(hash: string): Promise<GatewayKey | null> {
    return this.#get(this.#keys, hash);
  }

  org(orgId: string): Promise<OrgConfig | null> {
    return this.#get(this.#orgs, orgId);
  }

  prompt({ orgId, projectId, prompt, version }: PromptReference): Promise<PromptConfig | null> {
    return this.#get(this.#prompts, JSON.stringify([orgId, projectId, prompt, version ?? null]));
  }

  /** Something of this organisation changed: its entries are asked for again before they are used. */
  invalidate(orgId: string): void {
    this.#notices += 1;
    const org = this.#orgs.entries.peek(orgId);
    if (org !== undefined) org.isOutdated = true;
    for (const { entries } of [this.#keys, this.#prompts]) {
      for (const [name, entry] of entries.entries()) {
        if (entry.value === null) entries.delete(name);
        else if (entry.orgId === orgId) entry.isOutdated = true;
      }
    }
  }

  /** Notices may have been missed: everything is asked for again. */
  invalidateAll(): void {
    this.#notices += 1;
    for (const { entries } of [this.#keys, this.#orgs, this.#prompts]) {
      for (const entry of entries.values()) entry.isOutdated = true;
    }
  }

  /** While notices do not arrive, entries are trusted for a much shorter time. */
  setNotified(isNotified: boolean): void {
    this.#isNotified = isNotified;
  }

  #fresh<T>(entry: Entry<T> | undefined): T | null | undefined {
    if (entry === undefined || entry.isOutdated) return undefined;
    const trusted = this.#isNotified ? this.#freshMs.notified : this.#freshMs.unnotified;
    const freshMs = entry.value === null ? Math.min(trusted, NEGATIVE_FRESH_MS) : trusted;
    return this.#nowMs() - entry.confirmedAtMs <= freshMs ? entry.value : undefined;
  }

  async #get<T>(kept: Shelf<T>, name: string): Promise<T | null> {
    const entry = kept.entries.get(name);
    const fresh = this.#fresh(entry);
    if (fresh !== undefined) return fresh;
    if (this.#nowMs() - this.#lastFailureMs < RETRY_PAUSE_MS) return this.#stale(entry);
    const noticesBefore = this.#notices;
    try {
      const value = await this.#loadOnce(kept, name, entry?.value == null ? "unknown" : "known");
      kept.entries.set(name, {
        value,
        orgId: value === null ? null : kept.orgIdOf(value),
        confirmedAtMs: this.#nowMs(),
        isOutdated: this.#notices !== noticesBefore,
      });
      return value;
    } catch (thrown) {
      this.#lastFailureMs = this.#nowMs();
      log.warn("configuration cannot be read", errorFields(thrown));
      return this.#stale(entry);
    }
  }

  #stale<T>(entry: Entry<T> | undefined): T | null {
    if (entry !== undefined && entry.value !== null && this.#nowMs() - entry.confirmedAtMs <= this.#graceMs) {
      return entry.value;
    }
    throw new AppError("dependency_unavailable", "configuration is not available", {
      userMessage: "The gateway cannot reach its database right now. Try again shortly.",
      retryAfterSeconds: 5,
    });
  }

  async #loadOnce<T>(kept: Shelf<T>, name: string, patience: "known" | "unknown"): Promise<T | null> {
    const running = kept.loads.get(name);
    // One that began before the last notice may not know what it was about.
    if (running?.notices === this.#notices) return running.value;
    if (kept.loads.size >= LOADS_MAX) throw new Error("too many configuration lookups at once");
    const value = withTimeout(kept.load(name), this.#loadTimeoutMs[patience]).finally(() => {
      if (kept.loads.get(name) === loading) kept.loads.delete(name);
    });
    const loading: Load<T> = { value, notices: this.#notices };
    kept.loads.set(name, loading);
    return value;
  }
}

function referenceOf(name: string): PromptReference {
  const [orgId, projectId, prompt, version]: (string | null)[] = JSON.parse(name);
  return {
    orgId: orgId ?? "",
    projectId: projectId ?? "",
    prompt: prompt ?? "",
    ...(version ? { version } : {}),
  };
}

function shelf<T extends object>(
  max: number,
  load: (name: string) => Promise<T | null>,
  orgIdOf: (value: T) => string,
): Shelf<T> {
  return { entries: new LRUCache<string, Entry<T>>({ max }), loads: new Map(), load, orgIdOf };
}

function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
