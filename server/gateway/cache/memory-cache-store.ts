import { LRUCache } from "lru-cache";
import { type CacheSlot, type CacheStore, type Found, type Kept, NOTHING_FOUND } from "./cache-store";

interface Entry {
  projectId: string;
  generation: number;
  packed: Buffer;
  expiresMs: number;
}

export interface MemoryCacheLimits {
  /** One organisation cannot push out what others keep. */
  orgBytes: number;
  totalBytes: number;
}

const LIMITS: MemoryCacheLimits = { orgBytes: 16 * 1024 * 1024, totalBytes: 64 * 1024 * 1024 };
/** Names and bookkeeping of one entry. */
const ENTRY_BYTES = 512;
const SWEEP_EVERY_MS = 60_000;

/** Keeps answers in the memory of this process: each organisation its own, the least used go first. */
export class MemoryCacheStore implements CacheStore {
  readonly #limits: MemoryCacheLimits;
  readonly #nowMs: () => number;
  readonly #random: () => number;
  readonly #orgs = new Map<string, LRUCache<string, Entry>>();
  #bytes = 0;
  #sweptMs: number;

  constructor(
    limits: Partial<MemoryCacheLimits> = {},
    nowMs: () => number = Date.now,
    random: () => number = Math.random,
  ) {
    this.#limits = { ...LIMITS, ...limits };
    this.#nowMs = nowMs;
    this.#random = random;
    this.#sweptMs = nowMs();
  }

  /** What is kept now, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  async find(slot: CacheSlot, bucketMax: number): Promise<Found> {
    const entries = this.#orgs.get(slot.orgId);
    if (entries === undefined) return NOTHING_FOUND;
    const pick = Math.floor(this.#random() * bucketMax);
    let picked: Buffer | null = null;
    for (let index = 0; index < bucketMax; index++) {
      const entry = this.#live(entries, nameAt(slot, index));
      if (entry === null) return { packed: null, freeIndex: index };
      if (index === pick) picked = entry.packed;
    }
    return { packed: picked, freeIndex: null };
  }

  async keep({ slot, index, packed, ttlMs, replaces }: Kept): Promise<void> {
    this.#sweepNowAndThen();
    const size = packed.length + ENTRY_BYTES;
    if (size > this.#limits.orgBytes) return;
    const entries = this.#orgs.get(slot.orgId) ?? this.#open(slot.orgId);
    const name = nameAt(slot, index);
    if (!replaces && this.#live(entries, name) !== null) return;
    const { projectId, generation } = slot;
    this.#bytes += size;
    entries.set(name, { projectId, generation, packed, expiresMs: this.#nowMs() + ttlMs }, { size });
    while (this.#bytes > this.#limits.totalBytes) this.#fullest()?.pop();
  }

  mayHold(orgId: string): boolean {
    return this.#orgs.has(orgId);
  }

  async retain(orgId: string, generations: ReadonlyMap<string, number>): Promise<void> {
    this.#drop(orgId, ({ projectId, generation }) => generations.get(projectId) !== generation);
  }

  async close(): Promise<void> {
    for (const entries of this.#orgs.values()) entries.clear();
    this.#orgs.clear();
  }

  #open(orgId: string): LRUCache<string, Entry> {
    const entries = new LRUCache<string, Entry>({
      maxSize: this.#limits.orgBytes,
      dispose: ({ packed }) => {
        this.#bytes -= packed.length + ENTRY_BYTES;
      },
    });
    this.#orgs.set(orgId, entries);
    return entries;
  }

  #live(entries: LRUCache<string, Entry>, name: string): Entry | null {
    const entry = entries.get(name);
    if (entry === undefined) return null;
    if (entry.expiresMs > this.#nowMs()) return entry;
    entries.delete(name);
    return null;
  }

  #fullest(): LRUCache<string, Entry> | undefined {
    let fullest: LRUCache<string, Entry> | undefined;
    for (const entries of this.#orgs.values())
      if (entries.calculatedSize > (fullest?.calculatedSize ?? 0)) fullest = entries;
    return fullest;
  }

  /** What nobody asks for any more is let go, too. */
  #sweepNowAndThen(): void {
    const now = this.#nowMs();
    if (now - this.#sweptMs < SWEEP_EVERY_MS) return;
    this.#sweptMs = now;
    for (const orgId of [...this.#orgs.keys()]) this.#drop(orgId, ({ expiresMs }) => expiresMs <= now);
  }

  #drop(orgId: string, isOver: (entry: Entry) => boolean): void {
    const entries = this.#orgs.get(orgId);
    if (entries === undefined) return;
    for (const [name, entry] of [...entries.entries()]) if (isOver(entry)) entries.delete(name);
    if (entries.size === 0) this.#orgs.delete(orgId);
  }
}

function nameAt({ projectId, generation, name }: CacheSlot, index: number): string {
  return `${projectId} ${generation} ${name} ${index}`;
}
