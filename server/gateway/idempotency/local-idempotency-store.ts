import type { Begun, Ended, IdempotencyStore, KeptAnswer, KeyedRequest } from "./idempotency-store";

export interface StoreLimits {
  keepMs: number;
  answerBytes: number;
  /** One organisation cannot push out what others keep. */
  orgBytes: number;
  totalBytes: number;
}

interface Running {
  fingerprint: string;
  sinceMs: number;
  ended: Promise<Ended>;
}

interface Kept {
  fingerprint: string;
  answer: KeptAnswer | null;
  bytes: number;
  expiresMs: number;
  /** From then on only that the key was answered is known. */
  textExpiresMs: number;
}

/** Oldest first, which is also the order in which they expire. */
interface Shelf {
  entries: Map<string, Kept>;
  bytes: number;
}

const LIMITS: StoreLimits = {
  keepMs: 24 * 3_600_000,
  answerBytes: 1024 * 1024,
  orgBytes: 16 * 1024 * 1024,
  totalBytes: 64 * 1024 * 1024,
};
/** Names, headers and bookkeeping of one entry. */
const ENTRY_BYTES = 1_024;
/** Longer than any call may take: a claim this old was lost. */
const RUNNING_MAX_MS = 15 * 60_000;
const SWEEP_MS = 10_000;

/** Keeps answers in the memory of this process, within bounds: the oldest go first. */
export class LocalIdempotencyStore implements IdempotencyStore {
  readonly #limits: StoreLimits;
  readonly #nowMs: () => number;
  readonly #running = new Map<string, Running>();
  readonly #shelves = new Map<string, Shelf>();
  /** Entries whose answers go before they do. */
  readonly #brief = new Map<Kept, string>();
  #sweeper: NodeJS.Timeout | undefined;
  #bytes = 0;

  constructor(limits: Partial<StoreLimits> = {}, nowMs: () => number = () => performance.now()) {
    this.#limits = { ...LIMITS, ...limits };
    this.#nowMs = nowMs;
  }

  /** What is kept now, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  async begin(request: KeyedRequest): Promise<Begun> {
    const name = fullName(request);
    const kept = this.#shelves.get(request.orgId)?.entries.get(request.name);
    this.sweep();
    if (kept !== undefined && kept.expiresMs > this.#nowMs()) {
      return kept.fingerprint === request.fingerprint
        ? { kind: "answered", answer: kept.answer }
        : { kind: "conflict" };
    }
    const running = this.#running.get(name);
    if (running === undefined || this.#nowMs() - running.sinceMs > RUNNING_MAX_MS)
      return this.#claim(request);
    return running.fingerprint === request.fingerprint
      ? { kind: "running", ended: running.ended }
      : { kind: "conflict" };
  }

  #claim(request: KeyedRequest): Begun {
    const name = fullName(request);
    let tell: (ended: Ended) => void = () => {};
    const ended = new Promise<Ended>((resolve) => {
      tell = resolve;
    });
    const claim = { fingerprint: request.fingerprint, sinceMs: this.#nowMs(), ended };
    this.#running.set(name, claim);
    return {
      kind: "first",
      end: (how) => {
        tell(how);
        if (this.#running.get(name) !== claim) return;
        this.#running.delete(name);
        if (how.kind === "kept") this.#keep(request, how.answer);
      },
    };
  }

  /** Lets go of answers whose time is over; runs by itself while there are any. */
  sweep(): void {
    for (const [entry, orgId] of this.#brief) {
      if (entry.textExpiresMs > this.#nowMs()) continue;
      this.#brief.delete(entry);
      const freed = entry.answer?.body.length ?? 0;
      const shelf = this.#shelves.get(orgId);
      entry.answer = null;
      entry.bytes -= freed;
      if (shelf === undefined) continue;
      shelf.bytes -= freed;
      this.#bytes -= freed;
    }
    if (this.#brief.size > 0) return;
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
  }

  #keep({ orgId, name, fingerprint, keepTextMs }: KeyedRequest, answer: KeptAnswer | null): void {
    const { answerBytes, orgBytes, totalBytes, keepMs } = this.#limits;
    const held = answer !== null && answer.body.length <= answerBytes ? answer : null;
    const bytes = ENTRY_BYTES + (held?.body.length ?? 0);
    this.#drop(orgId, name);
    const shelf = this.#shelves.get(orgId) ?? { entries: new Map<string, Kept>(), bytes: 0 };
    this.#shelves.set(orgId, shelf);
    const expiresMs = this.#nowMs() + keepMs;
    const textExpiresMs = this.#nowMs() + Math.min(keepTextMs, keepMs);
    const entry = { fingerprint, answer: held, bytes, expiresMs, textExpiresMs };
    shelf.entries.set(name, entry);
    if (held !== null && textExpiresMs < expiresMs) this.#brief.set(entry, orgId);
    if (this.#brief.size > 0) this.#sweeper ??= setInterval(() => this.sweep(), SWEEP_MS).unref();
    shelf.bytes += bytes;
    this.#bytes += bytes;
    while (shelf.bytes > orgBytes || this.#isExpired(shelf)) this.#dropOldest(orgId);
    while (this.#bytes > totalBytes) this.#dropOldest(this.#fullest());
  }

  #isExpired(shelf: Shelf): boolean {
    const [oldest] = shelf.entries.values();
    return oldest !== undefined && oldest.expiresMs <= this.#nowMs();
  }

  #fullest(): string {
    let best = { orgId: "", bytes: -1 };
    for (const [orgId, { bytes }] of this.#shelves) if (bytes > best.bytes) best = { orgId, bytes };
    return best.orgId;
  }

  #dropOldest(orgId: string): void {
    const [oldest] = this.#shelves.get(orgId)?.entries.keys() ?? [];
    if (oldest !== undefined) this.#drop(orgId, oldest);
  }

  #drop(orgId: string, name: string): void {
    const shelf = this.#shelves.get(orgId);
    const kept = shelf?.entries.get(name);
    if (shelf === undefined || kept === undefined) return;
    shelf.entries.delete(name);
    this.#brief.delete(kept);
    shelf.bytes -= kept.bytes;
    this.#bytes -= kept.bytes;
    if (shelf.entries.size === 0) this.#shelves.delete(orgId);
  }
}

function fullName({ orgId, name }: KeyedRequest): string {
  return JSON.stringify([orgId, name]);
}
