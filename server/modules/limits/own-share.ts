import { LRUCache } from "lru-cache";
import { type Bucket, type Charge, periodMs, stepMs, type Taken } from "./limit-store";

const BUCKETS_MAX = 50_000;
/** All processes together start with at most this part of a limit, or with one request each. */
const START_SHARE = 0.01;

interface ShareBucket {
  orgId: string;
  limit: Bucket;
  fullAtMs: number;
  /** Let through since the shared place was lost. */
  used: number;
}

export interface ShareOptions {
  nowMs: () => number;
  /** How many processes there are, this one included. */
  processes: () => number;
  /** When the shared bucket is full, as last told. */
  knownFullAtMs: (name: string) => number | undefined;
}

/**
 * What one of several processes lets through while the place they share does not answer: of every limit the part that
 * is left when all of them do the same. It begins nearly empty, since nobody knows what the others use of the bucket
 * they may still reach, and fills at its part of the pace.
 */
export class OwnShare {
  readonly #options: ShareOptions;
  readonly #buckets = new LRUCache<string, ShareBucket>({ max: BUCKETS_MAX });

  constructor(options: ShareOptions) {
    this.#options = options;
  }

  take(orgId: string, charges: readonly Charge[]): Taken {
    const nowMs = this.#options.nowMs();
    const held = charges.map((charge) => {
      const bucket = this.#bucketOf(orgId, charge, nowMs);
      return { charge, bucket, fullInMs: Math.max(bucket.fullAtMs - nowMs, 0) };
    });
    if (!held.every(({ charge, fullInMs }) => this.#gives(charge, fullInMs)))
      return {
        isAllowed: false,
        fullInMs: held.map(({ charge, fullInMs }) => fullInMs + this.#extraMs(charge)),
      };
    for (const entry of held) {
      entry.fullInMs += entry.charge.amount * this.#stepMs(entry.charge.limit);
      entry.bucket.fullAtMs = nowMs + entry.fullInMs;
      entry.bucket.used += entry.charge.amount;
    }
    return { isAllowed: true, fullInMs: held.map(({ fullInMs }) => fullInMs) };
  }

  adjust(orgId: string, charges: readonly Charge[]): void {
    const nowMs = this.#options.nowMs();
    for (const charge of charges) {
      const bucket = this.#bucketOf(orgId, charge, nowMs);
      bucket.fullAtMs = Math.max(bucket.fullAtMs, nowMs) + charge.amount * this.#stepMs(charge.limit);
      bucket.used += charge.amount;
    }
  }

  peek(orgId: string, limits: readonly Bucket[]): readonly number[] {
    const nowMs = this.#options.nowMs();
    return limits.map((limit) => {
      const { fullAtMs } = this.#bucketOf(orgId, { limit, amount: 1 }, nowMs);
      return Math.min(Math.max(fullAtMs - nowMs, 0), periodMs(limit));
    });
  }

  /**
   * What the shared buckets have to be charged with: what was let through here, up to this process's part of one
   * period. More than that has been filled up again there meanwhile.
   */
  debts(): { orgId: string; charges: Charge[] }[] {
    const byOrg = new Map<string, Charge[]>();
    for (const { orgId, limit, used } of this.#buckets.values()) {
      const amount = Math.min(used, limit.perMinute / this.#options.processes());
      if (amount !== 0) byOrg.set(orgId, [...(byOrg.get(orgId) ?? []), { limit, amount }]);
    }
    return [...byOrg].map(([orgId, charges]) => ({ orgId, charges }));
  }

  #bucketOf(orgId: string, { limit, amount }: Charge, nowMs: number): ShareBucket {
    const known = this.#buckets.get(limit.name);
    if (known !== undefined) {
      known.limit = limit;
      return known;
    }
    const fullAtMs = nowMs + this.#startsFullInMs({ limit, amount }, nowMs);
    const fresh = { orgId, limit, fullAtMs, used: 0 };
    this.#buckets.set(limit.name, fresh);
    return fresh;
  }

  #startsFullInMs({ limit, amount }: Charge, nowMs: number): number {
    const fullAtMs = this.#options.knownFullAtMs(limit.name) ?? nowMs;
    const left = Math.max(limit.perMinute - Math.max(fullAtMs - nowMs, 0) / stepMs(limit), 0);
    const part = limit.perMinute / this.#options.processes();
    const units = Math.min((left * part) / limit.perMinute, Math.max(part * START_SHARE, amount));
    return periodMs(limit) - units * this.#stepMs(limit);
  }

  /** What is larger than the whole share waits until that is full, and leaves a debt. */
  #gives({ limit, amount }: Charge, fullInMs: number): boolean {
    const takesMs = Math.min(amount * this.#stepMs(limit), periodMs(limit));
    return fullInMs + takesMs <= periodMs(limit) + 0.001;
  }

  /** A refusal is measured in the whole limit’s steps; here a unit takes longer to come. */
  #extraMs({ limit, amount }: Charge): number {
    return (
      Math.min(amount * this.#stepMs(limit), periodMs(limit)) -
      Math.min(amount * stepMs(limit), periodMs(limit))
    );
  }

  #stepMs(limit: Bucket): number {
    return stepMs(limit) * this.#options.processes();
  }
}
