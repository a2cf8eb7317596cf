import { errorFields, log } from "@/server/core/logger";
import { loadSharedModel, type SharedModel } from "@/server/modules/learning";
import { ChangeListener } from "./change-listener";
import { ConfigCache } from "./config-cache";
import type { GatewayKey, OrgConfig, PromptConfig, PromptReference } from "./config-types";
import { loadKey, loadOrgConfig, pingDatabase, touchKeys } from "./load-config";
import { loadPrompt } from "./load-prompt";

const TOUCH_EVERY_MS = 60_000;

/** What the gateway asks of its configuration. */
export interface GatewayConfig {
  /** Answers at once from memory when it can; both reject with `dependency_unavailable` without a database. */
  key(hash: string): GatewayKey | null | Promise<GatewayKey | null>;
  org(orgId: string): OrgConfig | null | Promise<OrgConfig | null>;
  prompt(reference: PromptReference): Promise<PromptConfig | null>;
  /** Remembers that a key was used; written to the database in batches. */
  markUsed(keyId: string): void;
  /** Calls back when something of an organisation has changed; notices may be missed while the database is away. */
  onChange(listener: (orgId: string) => void): void;
  /** The newest state of the shared model that is known here; null before the first. Never waits. */
  sharedModel(): SharedModel | null;
  /** Whether the database answers now. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** Configuration from the database, kept fresh by change notices. */
export function createGatewayConfig(): GatewayConfig {
  const cache = new ConfigCache({ source: { loadKey, loadOrgConfig, loadPrompt } });
  const told: ((orgId: string) => void)[] = [];
  const shared = keepSharedModel();
  const listener = new ChangeListener({
    onChange: (orgId) => {
      cache.invalidate(orgId);
      for (const tell of told) tell(orgId);
    },
    onLearned: shared.refresh,
    onState: (isListening) => {
      cache.setNotified(isListening);
      if (!isListening) return;
      cache.invalidateAll();
      shared.refresh();
    },
  });
  void listener.start();
  // The first query of a process is slow; it should not be a customer's.
  void pingDatabase();
  const usage = keepUsage();
  return {
    key: (hash) => cache.freshKey(hash) ?? cache.key(hash),
    org: (orgId) => cache.freshOrg(orgId) ?? cache.org(orgId),
    prompt: (reference) => cache.prompt(reference),
    markUsed: usage.mark,
    onChange: (tell) => void told.push(tell),
    sharedModel: shared.current,
    ping: pingDatabase,
    close: async () => {
      await usage.close();
      await listener.close();
    },
  };
}

/** The newest state of the shared model; the last known one while the database is away. */
function keepSharedModel(): { current(): SharedModel | null; refresh(): void } {
  let model: SharedModel | null = null;
  let loading = Promise.resolve();
  const load = async (): Promise<void> => {
    try {
      model = await loadSharedModel(model);
    } catch (thrown) {
      log.warn("the shared model cannot be read", errorFields(thrown));
    }
  };
  return {
    current: () => model,
    refresh: () => {
      loading = loading.then(load);
    },
  };
}

function keepUsage(): { mark(keyId: string): void; close(): Promise<void> } {
  let used = new Map<string, Date>();
  const flush = async (): Promise<void> => {
    const batch = used;
    used = new Map();
    await touchKeys(batch).catch((thrown: unknown) =>
      log.debug("last use of keys not stored", errorFields(thrown)),
    );
  };
  const timer = setInterval(() => void flush(), TOUCH_EVERY_MS);
  timer.unref();
  return {
    mark: (keyId) => {
      if (!used.has(keyId)) used.set(keyId, new Date());
    },
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}
