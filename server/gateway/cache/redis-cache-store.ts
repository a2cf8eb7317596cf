import { createHmac } from "node:crypto";
import type { RedisLink } from "@/server/integrations/redis";
import { AnswerSeal } from "../idempotency/answer-seal";
import {
  type CacheSlot,
  type CacheStore,
  type Found,
  type Kept,
  NOTHING_FOUND,
  QUESTIONS_MAX,
  type Question,
} from "./cache-store";

export interface RedisCacheOptions {
  /** Seals what is kept: whoever can read or write the server can neither read nor plant an answer. */
  sealKey: Buffer;
  /** No request waits longer for its cache. */
  timeoutMs?: number;
  random?: () => number;
}

const TIMEOUT_MS = 50;
const PREFIX = "floopy:cache";
const SCAN_COUNT = "500";

/** Keeps answers in Redis, where all processes find them. A server that is away or slow is a cache that is empty. */
export class RedisCacheStore implements CacheStore {
  readonly #link: RedisLink;
  readonly #sealKey: Buffer;
  readonly #timeoutMs: number;
  readonly #random: () => number;
  /** Generations up to which cleared entries are known to be gone, by project. */
  readonly #swept = new Map<string, number>();

  constructor(link: RedisLink, { sealKey, timeoutMs = TIMEOUT_MS, random = Math.random }: RedisCacheOptions) {
    this.#link = link;
    this.#sealKey = sealKey;
    this.#timeoutMs = timeoutMs;
    this.#random = random;
  }

  async find(slot: CacheSlot, bucketMax: number): Promise<Found> {
    const names = Array.from({ length: bucketMax }, (_, index) => keyAt(slot, String(index)));
    const picked = names[Math.floor(this.#random() * bucketMax)] ?? keyAt(slot, "0");
    const asked = async (): Promise<Found> => {
      const [sealed, ...held] = await Promise.all([
        this.#link.getBytes(picked),
        ...(bucketMax === 1 ? [] : names.map((name) => this.#link.send(["EXISTS", name]))),
      ]);
      const freeIndex = held.indexOf(0);
      if (freeIndex !== -1 || !Buffer.isBuffer(sealed))
        return { packed: null, freeIndex: freeIndex === -1 ? names.indexOf(picked) : freeIndex };
      const packed = this.#open(picked, sealed);
      // What nobody of ours has written is no answer, and makes room for one.
      return { packed: packed ?? Buffer.alloc(0), freeIndex: packed === null ? names.indexOf(picked) : null };
    };
    return (await this.#inTime(asked())) ?? NOTHING_FOUND;
  }

  async keep({ slot, index, packed, ttlMs, replaces }: Kept): Promise<void> {
    const name = keyAt(slot, String(index));
    const terms = ["PX", String(ttlMs), ...(replaces ? [] : ["NX"])];
    await this.#inTime(this.#link.send(["SET", name, this.#seal(name, packed), ...terms]));
  }

  async questions(slot: CacheSlot): Promise<readonly Buffer[]> {
    const name = keyAt(slot, "questions");
    const sealed = await this.#inTime(this.#link.getByteList(name));
    return (sealed ?? []).flatMap((bytes) => this.#open(name, bytes) ?? []);
  }

  async addQuestion({ slot, packed, ttlMs }: Question): Promise<void> {
    const name = keyAt(slot, "questions");
    const sent = Promise.all([
      this.#link.send(["LPUSH", name, this.#seal(name, packed)]),
      this.#link.send(["LTRIM", name, "0", String(QUESTIONS_MAX - 1)]),
      this.#link.send(["PEXPIRE", name, String(ttlMs)]),
    ]);
    await this.#inTime(sent);
  }

  /** Who holds what is not known here. */
  mayHold(): boolean {
    return true;
  }

  async retain(orgId: string, generations: ReadonlyMap<string, number>): Promise<void> {
    for (const [projectId, generation] of generations) {
      if ((this.#swept.get(projectId) ?? 0) >= generation) continue;
      await this.#sweep(`${PREFIX}:${orgId}:${projectId}:`, String(generation));
      this.#swept.set(projectId, generation);
    }
  }

  async close(): Promise<void> {}

  async #sweep(prefix: string, generation: string): Promise<void> {
    let cursor = "0";
    do {
      const reply = await this.#link.send(["SCAN", cursor, "MATCH", `${prefix}*`, "COUNT", SCAN_COUNT]);
      const [next, found] = Array.isArray(reply) ? reply : [];
      const names = Array.isArray(found) ? found.map(String) : [];
      const cleared = names.filter((name) => !name.startsWith(`${prefix}${generation}:`));
      if (cleared.length > 0) await this.#link.send(["UNLINK", ...cleared]);
      cursor = typeof next === "string" ? next : "0";
    } while (cursor !== "0");
  }

  /** Null when it failed or took too long. */
  #inTime<T>(work: Promise<T>): Promise<T | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), this.#timeoutMs);
      work.then(resolve, () => resolve(null)).finally(() => clearTimeout(timer));
    });
  }

  /** A key for each name: so many entries need more than one, and what is sealed for one place opens in no other. */
  #sealOf(name: string): AnswerSeal {
    return new AnswerSeal(createHmac("sha256", this.#sealKey).update(name).digest());
  }

  #seal(name: string, packed: Buffer): Buffer {
    return this.#sealOf(name).close(name, packed);
  }

  #open(name: string, sealed: Buffer): Buffer | null {
    return this.#sealOf(name).open(name, sealed);
  }
}

function keyAt({ orgId, projectId, generation, name }: CacheSlot, place: string): string {
  return `${PREFIX}:${orgId}:${projectId}:${generation}:${name}:${place}`;
}
