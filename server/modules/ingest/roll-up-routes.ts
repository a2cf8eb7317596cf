import type { PoolClient } from "pg";
import { latencyBucketSql, latencyHistogramSql } from "@/server/modules/requests";
import { MERGED_HISTOGRAM } from "./roll-up";

/** In order, so that writers never deadlock. */
const ADD = `
  INSERT INTO route_rollups AS r (org_id, project_id, route_id, hour, provider, model, request_count, error_count,
    fallback_count, cost_micro_usd, latency_histogram)
  SELECT org_id, project_id, route_id, hour, provider, model, sum(n), sum(errors), sum(fallbacks), sum(cost_micro_usd),
    ${latencyHistogramSql("array_agg(bucket)", "array_agg(n)")}
  FROM (
    SELECT org_id, project_id, route_id, date_trunc('hour', created_at, 'UTC') AS hour,
      coalesce(provider, '') AS provider, coalesce(model, '') AS model, ${latencyBucketSql("latency_ms")} AS bucket,
      count(*) AS n, count(*) FILTER (WHERE status = 'error') AS errors,
      count(*) FILTER (WHERE fallback_index > 0) AS fallbacks, coalesce(sum(cost_micro_usd), 0) AS cost_micro_usd
    FROM fresh_requests WHERE route_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7
  ) AS by_bucket
  GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (org_id, route_id, hour, provider, model) DO UPDATE SET
    request_count = r.request_count + excluded.request_count,
    error_count = r.error_count + excluded.error_count,
    fallback_count = r.fallback_count + excluded.fallback_count,
    cost_micro_usd = r.cost_micro_usd + excluded.cost_micro_usd,
    latency_histogram = ${MERGED_HISTOGRAM}`;

/** Adds the requests that this transaction has stored to the hourly counters of their routes. */
export async function rollUpRoutes(client: PoolClient): Promise<void> {
  await client.query(ADD);
}
