import { LRUCache } from "lru-cache";
import type { Pool } from "pg";

const FRESH_MS = 30_000;
const USERS_MAX = 50_000;
const READ = `
  SELECT coalesce(sum(cost_micro_usd), 0)::float8 AS cost FROM requests
  WHERE org_id = $1 AND project_id = $2 AND end_user_id = $3 AND created_at >= $4::date`;

interface EndUserPeriod {
  orgId: string;
  projectId: string;
  endUserId: string;
  /** First day, `YYYY-MM-DD`. */
  since: string;
}

/** What the stored requests of an end user have cost; where none are stored with their name, the counters alone know. */
export class EndUserLedger {
  readonly #pool: () => Pool;
  readonly #kept = new LRUCache<string, number>({ max: USERS_MAX, ttl: FRESH_MS });

  constructor(pool: () => Pool) {
    this.#pool = pool;
  }

  /** In micro-dollars, as of half a minute ago at most. */
  async spent({ orgId, projectId, endUserId, since }: EndUserPeriod): Promise<number> {
    const values = [orgId, projectId, endUserId, since];
    const name = values.join(" ");
    const kept = this.#kept.get(name);
    if (kept !== undefined) return kept;
    const { rows } = await this.#pool().query<{ cost: number }>({
      name: "floopy_end_user_spend",
      text: READ,
      values,
    });
    const cost = rows[0]?.cost ?? 0;
    this.#kept.set(name, cost);
    return cost;
  }
}
