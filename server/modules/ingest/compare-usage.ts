import { ingestPool } from "./ingest-pool";

/**
 * Compares what was counted with what is stored, in one statement and thus at one moment. Requests of an erased end
 * user are gone while their counts stay, so that a project that has erasures of that day or later can only have too few
 * counts. What agrees again is taken off the list.
 */
const COMPARE = `
  WITH recorded AS (
    SELECT org_id, date_trunc('day', created_at, 'UTC')::date AS day, project_id, api_key_id, count(*)::int AS n,
      coalesce(sum(cost_micro_usd), 0)::bigint AS cost
    FROM requests
    WHERE created_at >= $1::timestamptz AND created_at < $2::timestamptz AND (status <> 'error' OR attempts <> '[]'::jsonb)
    GROUP BY 1, 2, 3, 4
  ), counted AS (
    SELECT org_id, day, project_id, api_key_id, sum(request_count)::int AS n, sum(cost_micro_usd)::bigint AS cost
    FROM usage_days WHERE day >= $1::timestamptz::date AND day < $2::timestamptz::date GROUP BY 1, 2, 3, 4
  ), differing AS (
    SELECT org_id, day, project_id, api_key_id, coalesce(c.n, 0) AS counted_count, coalesce(r.n, 0) AS recorded_count,
      coalesce(c.cost, 0) AS counted_cost, coalesce(r.cost, 0) AS recorded_cost
    FROM recorded r FULL JOIN counted c USING (org_id, day, project_id, api_key_id)
    WHERE (coalesce(c.n, 0), coalesce(c.cost, 0)) IS DISTINCT FROM (coalesce(r.n, 0), coalesce(r.cost, 0))
      AND (coalesce(c.n, 0) < coalesce(r.n, 0) OR coalesce(c.cost, 0) < coalesce(r.cost, 0) OR NOT EXISTS (
        SELECT 1 FROM erasures e
        WHERE e.org_id = coalesce(r.org_id, c.org_id) AND e.project_id = coalesce(r.project_id, c.project_id)
          AND e.requested_at >= coalesce(r.day, c.day)))
  ), agreed AS (
    DELETE FROM usage_differences d
    WHERE d.day >= $1::timestamptz::date AND d.day < $2::timestamptz::date AND NOT EXISTS (
      SELECT 1 FROM differing x WHERE x.org_id = d.org_id AND x.day = d.day AND x.project_id = d.project_id
        AND x.api_key_id = d.api_key_id)
  )
  INSERT INTO usage_differences (org_id, day, project_id, api_key_id, counted_count, recorded_count, counted_micro_usd,
    recorded_micro_usd, found_at)
  SELECT org_id, day, project_id, api_key_id, counted_count, recorded_count, counted_cost, recorded_cost, $3 FROM differing
  ON CONFLICT (org_id, day, project_id, api_key_id) DO UPDATE SET counted_count = excluded.counted_count,
    recorded_count = excluded.recorded_count, counted_micro_usd = excluded.counted_micro_usd,
    recorded_micro_usd = excluded.recorded_micro_usd, found_at = excluded.found_at`;

const DAY_MS = 86_400_000;

/** Checks today and the day before. Returns how many keys' days do not agree. */
export async function compareUsage(now: Date): Promise<number> {
  const today = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  const [from, to] = [new Date(today.getTime() - DAY_MS), new Date(today.getTime() + DAY_MS)];
  const client = await ingestPool().connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL timezone = 'UTC'");
    await client.query("SET LOCAL statement_timeout = '120s'");
    const { rowCount } = await client.query({ text: COMPARE, values: [from, to, now] });
    await client.query("COMMIT");
    return rowCount ?? 0;
  } catch (thrown) {
    await client.query("ROLLBACK").catch(() => {});
    throw thrown;
  } finally {
    client.release();
  }
}
