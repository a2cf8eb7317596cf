import { LRUCache } from "lru-cache";
import {
  type Bucket,
  type Charge,
  gives,
  type LimitStore,
  periodMs,
  stepMs,
  type Taken,
} from "./limit-store";

const BUCKETS_MAX = 200_000;

/** Buckets of one process. The least used go first: they are the ones that are full anyway. */
export class MemoryLimitStore implements LimitStore {
  readonly #fullAtMs = new LRUCache<string, number>({ max: BUCKETS_MAX });
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  take(_orgId: string, charges: readonly Charge[]): Taken {
    const now = this.#nowMs();
    const fullInMs: number[] = [];
    let isAllowed = true;
    for (const charge of charges) {
      const held = this.#fullIn(charge.limit, now);
      fullInMs.push(held);
      if (!gives(charge, held)) isAllowed = false;
    }
    if (!isAllowed) return { isAllowed, fullInMs };
    for (const [index, { limit, amount }] of charges.entries()) {
      const held = (fullInMs[index] ?? 0) + amount * stepMs(limit);
      fullInMs[index] = held;
      this.#fullAtMs.set(limit.name, now + held);
    }
    return { isAllowed, fullInMs };
  }

  adjust(_orgId: string, charges: readonly Charge[]): void {
    const now = this.#nowMs();
    for (const { limit, amount } of charges) {
      const fullAt = Math.max(this.#fullAtMs.get(limit.name) ?? 0, now);
      this.#fullAtMs.set(limit.name, fullAt + amount * stepMs(limit));
    }
  }

  peek(_orgId: string, limits: readonly Bucket[]): readonly number[] {
    const now = this.#nowMs();
    return limits.map((limit) => Math.min(this.#fullIn(limit, now), periodMs(limit)));
  }

  #fullIn(limit: Bucket, now: number): number {
    return Math.max((this.#fullAtMs.get(limit.name) ?? 0) - now, 0);
  }
}
