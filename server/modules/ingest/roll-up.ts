import type { PoolClient } from "pg";
import { latencyBucketSql, latencyHistogramSql } from "@/server/modules/requests";
import { IS_UNPRICED } from "./fresh-rows";

/** Sums of the stored counters and buckets of latency, which merge by addition. */
export const MERGED_HISTOGRAM = `(
      SELECT array_agg(coalesce(a, 0) + coalesce(b, 0) ORDER BY position)
      FROM unnest(r.latency_histogram, excluded.latency_histogram) WITH ORDINALITY AS bucket(a, b, position))`;

/** By bucket first, then by key: an array of counts cannot be aggregated in one step. In order, so that writers never deadlock. */
const ADD = `
  INSERT INTO request_rollups AS r (org_id, project_id, hour, provider, model, status, request_count, input_tokens,
    output_tokens, cost_micro_usd, unpriced_count, latency_ms_sum, cache_hit_count, cache_miss_count, saved_micro_usd,
    latency_histogram)
  SELECT org_id, project_id, hour, provider, model, status, sum(n), sum(input_tokens), sum(output_tokens),
    sum(cost_micro_usd), sum(unpriced_count), sum(latency_ms), sum(hits), sum(misses), sum(saved_micro_usd),
    ${latencyHistogramSql("array_agg(bucket)", "array_agg(n)")}
  FROM (
    SELECT org_id, project_id, date_trunc('hour', created_at, 'UTC') AS hour, coalesce(provider, '') AS provider,
      coalesce(model, '') AS model, status, ${latencyBucketSql("latency_ms")} AS bucket, count(*) AS n,
      coalesce(sum(input_tokens), 0) AS input_tokens, coalesce(sum(output_tokens), 0) AS output_tokens,
      coalesce(sum(cost_micro_usd), 0) AS cost_micro_usd, count(*) FILTER (WHERE ${IS_UNPRICED}) AS unpriced_count,
      sum(latency_ms) AS latency_ms, count(*) FILTER (WHERE cache_status LIKE 'hit-%') AS hits,
      count(*) FILTER (WHERE cache_status = 'miss') AS misses, coalesce(sum(saved_micro_usd), 0) AS saved_micro_usd
    FROM fresh_requests GROUP BY 1, 2, 3, 4, 5, 6, 7
  ) AS by_bucket
  GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (org_id, project_id, hour, provider, model, status) DO UPDATE SET
    request_count = r.request_count + excluded.request_count,
    input_tokens = r.input_tokens + excluded.input_tokens,
    output_tokens = r.output_tokens + excluded.output_tokens,
    cost_micro_usd = r.cost_micro_usd + excluded.cost_micro_usd,
    unpriced_count = r.unpriced_count + excluded.unpriced_count,
    latency_ms_sum = r.latency_ms_sum + excluded.latency_ms_sum,
    cache_hit_count = r.cache_hit_count + excluded.cache_hit_count,
    cache_miss_count = r.cache_miss_count + excluded.cache_miss_count,
    saved_micro_usd = r.saved_micro_usd + excluded.saved_micro_usd,
    latency_histogram = ${MERGED_HISTOGRAM}`;

/** Adds the fresh rows to their hourly counters, in the transaction that stored them. */
export async function rollUp(client: PoolClient): Promise<void> {
  await client.query(ADD);
}
