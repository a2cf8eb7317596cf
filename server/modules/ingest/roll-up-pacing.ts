import type { PoolClient } from "pg";

/**
 * Adds what this transaction has stored to the routes whose mean cost is steered: requests that a model answered at a
 * known price, since the route has its target. Rows are locked in order, so that writers never deadlock.
 */
const ADD = `
  WITH sums AS (
    SELECT p.route_id, count(*)::int AS n, sum(r.cost_micro_usd)::bigint AS cost
    FROM fresh_requests r JOIN route_pacing p ON p.route_id = r.route_id AND r.created_at >= p.started_at
    WHERE r.purpose IS NULL AND r.provider IS NOT NULL AND r.cost_micro_usd IS NOT NULL
      AND r.cache_status NOT LIKE 'hit-%'
    GROUP BY 1
  ), locked AS (
    SELECT route_id FROM route_pacing WHERE route_id IN (SELECT route_id FROM sums) ORDER BY route_id FOR UPDATE
  )
  UPDATE route_pacing p SET request_count = p.request_count + s.n, cost_micro_usd = p.cost_micro_usd + s.cost
  FROM sums s JOIN locked l ON l.route_id = s.route_id WHERE p.route_id = s.route_id`;

export async function rollUpPacing(client: PoolClient): Promise<void> {
  await client.query(ADD);
}
