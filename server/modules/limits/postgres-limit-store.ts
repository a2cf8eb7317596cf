import type { Pool } from "pg";
import { type Bucket, type Charge, type LimitStore, periodMs, stepMs, type Taken } from "./limit-store";

const TAKE = "SELECT is_allowed, full_in_ms FROM floopy_take_limits($1, $2, $3, $4, $5)";
/** A bucket without a row is full: what is given back to it is dropped, and a debt makes its row. */
const ADJUST = `
  WITH given AS (SELECT * FROM unnest($1::text[], $2::float8[]) AS given(given_name, change)),
  made AS (
    INSERT INTO limit_states (name, org_id, tat_ms)
    SELECT given_name, $3, extract(epoch FROM clock_timestamp()) * 1000 + change FROM given WHERE change > 0
    ORDER BY given_name ON CONFLICT DO NOTHING
  )
  UPDATE limit_states SET tat_ms = greatest(tat_ms, extract(epoch FROM clock_timestamp()) * 1000) + change
  FROM (
    SELECT name, change FROM limit_states JOIN given ON name = given_name ORDER BY name FOR UPDATE OF limit_states
  ) AS locked
  WHERE limit_states.name = locked.name`;
const PEEK = `
  SELECT greatest(coalesce(tat_ms - greatest(extract(epoch FROM clock_timestamp()) * 1000, seen_ms), 0), 0)::float8
    AS full_in_ms
  FROM unnest($1::text[]) WITH ORDINALITY AS asked(asked_name, position) LEFT JOIN limit_states ON name = asked_name
  ORDER BY position`;

/** Buckets that every process shares, as rows, by the database's clock. */
export class PostgresLimitStore implements LimitStore {
  readonly #pool: () => Pool;

  constructor(pool: () => Pool) {
    this.#pool = pool;
  }

  async take(orgId: string, charges: readonly Charge[]): Promise<Taken> {
    const ordered = charges.toSorted((left, right) => (left.limit.name < right.limit.name ? -1 : 1));
    const { rows } = await this.#pool().query<{ is_allowed: boolean; full_in_ms: number[] }>({
      name: "floopy_take_limits_in_periods",
      text: TAKE,
      values: [
        orgId,
        ordered.map(({ limit }) => limit.name),
        ordered.map(({ limit }) => limit.perMinute),
        ordered.map(({ amount }) => amount),
        ordered.map(({ limit }) => periodMs(limit)),
      ],
    });
    const [row] = rows;
    if (row === undefined) throw new Error("the limits gave no answer");
    const fullInMs = charges.map((charge) => row.full_in_ms[ordered.indexOf(charge)] ?? 0);
    return { isAllowed: row.is_allowed, fullInMs };
  }

  async adjust(orgId: string, charges: readonly Charge[]): Promise<void> {
    const names = charges.map(({ limit }) => limit.name);
    const changes = charges.map(({ limit, amount }) => amount * stepMs(limit));
    await this.#pool().query({
      name: "floopy_adjust_limits_of",
      text: ADJUST,
      values: [names, changes, orgId],
    });
  }

  async peek(_orgId: string, limits: readonly Bucket[]): Promise<readonly number[]> {
    const names = limits.map(({ name }) => name);
    const { rows } = await this.#pool().query<{ full_in_ms: number }>(PEEK, [names]);
    return rows.map((row) => row.full_in_ms);
  }
}
