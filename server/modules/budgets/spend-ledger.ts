import { LRUCache } from "lru-cache";
import type { Pool } from "pg";
import { errorFields, log } from "@/server/core/logger";

/** What one key used in a month. */
export interface KeySpend {
  projectId: string;
  apiKeyId: string;
  requestCount: number;
  inputTokens: number;
  outputTokens: number;
  costMicroUsd: number;
  unpricedCount: number;
}

export type DayKeySpend = Pick<KeySpend, "projectId" | "apiKeyId" | "costMicroUsd">;

export interface MonthSpend {
  month: string;
  keys: readonly KeySpend[];
  /** Today, when it was read. */
  day: { date: string; keys: readonly DayKeySpend[] };
}

interface Kept {
  spend: MonthSpend;
  readAtMs: number;
  /** Requests of the month as this process knows them; never less than what is stored. */
  requestCount: number;
}

const FRESH_MS = 3_000;
const ORGS_MAX = 20_000;
const READ = `
  SELECT project_id AS "projectId", api_key_id AS "apiKeyId", request_count AS "requestCount",
    input_tokens::float8 AS "inputTokens", output_tokens::float8 AS "outputTokens",
    cost_micro_usd::float8 AS "costMicroUsd", unpriced_count AS "unpricedCount"
  FROM spend_months WHERE org_id = $1 AND month = $2::date`;

const READ_DAY = `
  SELECT project_id AS "projectId", api_key_id AS "apiKeyId", sum(cost_micro_usd)::float8 AS "costMicroUsd"
  FROM usage_days WHERE org_id = $1 AND day = $2::date GROUP BY 1, 2`;

/** First day of a time's month, `YYYY-MM-01` in UTC. */
export function monthOf(time: Date): string {
  return `${time.toISOString().slice(0, 7)}-01`;
}

/** What the stored requests of a month have cost, read again in the background while it is asked for. */
export class SpendLedger {
  readonly #pool: () => Pool;
  readonly #kept = new LRUCache<string, Kept>({ max: ORGS_MAX });
  readonly #reads = new Map<string, Promise<Kept>>();

  constructor(pool: () => Pool) {
    this.#pool = pool;
  }

  /** As of a few seconds ago; waits only where nothing is known yet. */
  spend(orgId: string, month: string): MonthSpend | Promise<MonthSpend> {
    const kept = this.#known(orgId, month);
    return kept === undefined ? this.#read(orgId, month).then(({ spend }) => spend) : kept.spend;
  }

  /** As of now. */
  async freshSpend(orgId: string, month: string): Promise<MonthSpend> {
    return (await this.#read(orgId, month)).spend;
  }

  /** Counts one more request and says the how manieth of the month it is; null while that is not known. */
  countRequest(orgId: string, month: string): number | null {
    const kept = this.#known(orgId, month);
    if (kept === undefined) {
      this.#refresh(orgId, month);
      return null;
    }
    kept.requestCount += 1;
    return kept.requestCount;
  }

  /** Takes back one that was counted; one that is stored by now is not touched. */
  uncountRequest(orgId: string, month: string): void {
    const kept = this.#kept.get(orgId);
    if (kept === undefined || kept.spend.month !== month) return;
    const stored = kept.spend.keys.reduce((sum, row) => sum + row.requestCount, 0);
    kept.requestCount = Math.max(kept.requestCount - 1, stored);
  }

  #known(orgId: string, month: string): Kept | undefined {
    const kept = this.#kept.get(orgId);
    if (kept === undefined || kept.spend.month !== month) return undefined;
    if (performance.now() - kept.readAtMs > FRESH_MS) this.#refresh(orgId, month);
    return kept;
  }

  #refresh(orgId: string, month: string): void {
    this.#read(orgId, month).catch((thrown: unknown) =>
      log.debug("the month's spend cannot be read", errorFields(thrown)),
    );
  }

  #read(orgId: string, month: string): Promise<Kept> {
    const name = `${orgId} ${month}`;
    const running = this.#reads.get(name);
    if (running !== undefined) return running;
    const reading = this.#ask(orgId, month).finally(() => this.#reads.delete(name));
    this.#reads.set(name, reading);
    return reading;
  }

  async #ask(orgId: string, month: string): Promise<Kept> {
    const before = this.#kept.get(orgId);
    // A failure waits its turn, too, instead of being tried by every request.
    if (before !== undefined) before.readAtMs = performance.now();
    const { rows } = await this.#pool().query<KeySpend>({
      name: "floopy_month_spend",
      text: READ,
      values: [orgId, month],
    });
    const date = new Date().toISOString().slice(0, 10);
    const today = await this.#pool().query<DayKeySpend>({
      name: "floopy_day_spend",
      text: READ_DAY,
      values: [orgId, date],
    });
    const stored = rows.reduce((sum, row) => sum + row.requestCount, 0);
    const counted = before?.spend.month === month ? before.requestCount : 0;
    const kept: Kept = {
      spend: { month, keys: rows, day: { date, keys: today.rows } },
      readAtMs: performance.now(),
      requestCount: Math.max(stored, counted),
    };
    this.#kept.set(orgId, kept);
    return kept;
  }
}
