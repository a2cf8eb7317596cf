const LIMIT_PERIOD_MS = 60_000;

/** So many of something in a period. */
export interface Bucket {
  /** Unique in the installation. */
  name: string;
  /** How many in a period; the period is a minute where nothing else is said. */
  perMinute: number;
  periodMs?: number;
}

/** So many requests or tokens in a period, for an organisation or one of its keys. */
export interface RateLimit extends Bucket {
  scope: "organization" | "api_key";
  unit: "requests" | "tokens";
}

export interface Charge {
  limit: Bucket;
  amount: number;
}

export interface Taken {
  isAllowed: boolean;
  /** For each charge, the time until its bucket is full: after the taking, or as it is when nothing was taken. */
  fullInMs: readonly number[];
}

/**
 * Buckets that fill evenly within their period, kept as the time at which each is full (GCRA). Taking is one atomic step:
 * from all the buckets or from none. Answers without a promise when it needs no waiting.
 */
export interface LimitStore {
  take(orgId: string, charges: readonly Charge[]): Taken | Promise<Taken>;
  /** Corrects what was taken by the difference to what was used; never refuses. */
  adjust(orgId: string, charges: readonly Charge[]): void | Promise<void>;
  /** How full the buckets are, changing nothing. */
  peek(orgId: string, limits: readonly Bucket[]): readonly number[] | Promise<readonly number[]>;
}

export function periodMs(limit: Bucket): number {
  return limit.periodMs ?? LIMIT_PERIOD_MS;
}

/** What one unit costs in time. */
export function stepMs(limit: Bucket): number {
  return periodMs(limit) / limit.perMinute;
}

/** Whether a bucket that is full in so many milliseconds still gives the amount; the tolerance is for rounding. */
export function gives({ limit, amount }: Charge, fullInMs: number): boolean {
  return fullInMs + amount * stepMs(limit) <= periodMs(limit) + 0.001;
}
