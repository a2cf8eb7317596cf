import { LRUCache } from "lru-cache";
import {
  type CacheSlot,
  type CacheStore,
  type Found,
  type Kept,
  NOTHING_FOUND,
  QUESTIONS_MAX,
  type Question,
} from "./cache-store";

interface Entry {
  projectId: string;
  generation: number;
  /** One answer, or the questions of one context. */
  packed: readonly Buffer[];
  size: number;
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
      if (index === pick) picked = entry.packed[0] ?? null;
    }
    return { packed: picked, freeIndex: null };
  }

  async keep({ slot, index, packed, ttlMs, replaces }: Kept): Promise<void> {
    const name = nameAt(slot, index);
    const entries = this.#orgs.get(slot.orgId);
    if (!replaces && entries !== undefined && this.#live(entries, name) !== null) return;
    this.#put(slot, name, [packed], ttlMs);
  }

  async questions(slot: CacheSlot): Promise<readonly Buffer[]> {
    const entries = this.#orgs.get(slot.orgId);
    const entry = entries === undefined ? null : this.#live(entries, nameAt(slot, "questions"));
    return entry?.packed ?? [];
  }

  async addQuestion({ slot, packed, ttlMs }: Question): Promise<void> {
    const known = await this.questions(slot);
    this.#put(slot, nameAt(slot, "questions"), [packed, ...known].slice(0, QUESTIONS_MAX), ttlMs);
  }

  #put({ orgId, projectId, generation }: CacheSlot, name: string, packed: Buffer[], ttlMs: number): void {
    this.#sweepNowAndThen();
    const size = packed.reduce((sum, bytes) => sum + bytes.length, ENTRY_BYTES);
    if (size > this.#limits.orgBytes) return;
    const entries = this.#orgs.get(orgId) ?? this.#open(orgId);
    this.#bytes += size;
    entries.set(name, { projectId, generation, packed, size, expiresMs: this.#nowMs() + ttlMs }, { size });
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
      dispose: ({ size }) => {
        this.#bytes -= size;
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

function nameAt({ projectId, generation, name }: CacheSlot, place: number | "questions"): string {
  return `${projectId} ${generation} ${name} ${place}`;
}
