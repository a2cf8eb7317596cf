import type { PoolClient } from "pg";
import { emptyLatencyHistogram, latencyBucket } from "@/server/modules/requests";

interface FreshGroup {
  org_id: string;
  project_id: string;
  route_id: string;
  hour: Date;
  provider: string;
  model: string;
  latency_ms: number;
  request_count: number;
  error_count: number;
  fallback_count: number;
  cost_micro_usd: number;
}

/** Only rows that this transaction has inserted: what was there before was counted before. */
const FRESH = `
  SELECT r.org_id, r.project_id, r.route_id, date_trunc('hour', r.created_at, 'UTC') AS hour,
    coalesce(r.provider, '') AS provider, coalesce(r.model, '') AS model, r.latency_ms, count(*)::int AS request_count,
    (count(*) FILTER (WHERE r.status = 'error'))::int AS error_count,
    (count(*) FILTER (WHERE r.fallback_index > 0))::int AS fallback_count,
    coalesce(sum(r.cost_micro_usd), 0)::float8 AS cost_micro_usd
  FROM stage_requests s JOIN requests r ON r.id = s.id AND r.created_at = s.created_at
  WHERE s.route_id IS NOT NULL AND r.xmin::text::bigint = (pg_current_xact_id()::text::bigint % 4294967296)
  GROUP BY 1, 2, 3, 4, 5, 6, 7`;

const UPSERT = `
  INSERT INTO route_rollups AS r (org_id, project_id, route_id, hour, provider, model, request_count, error_count,
    fallback_count, cost_micro_usd, latency_histogram)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT (org_id, route_id, hour, provider, model) DO UPDATE SET
    request_count = r.request_count + excluded.request_count,
    error_count = r.error_count + excluded.error_count,
    fallback_count = r.fallback_count + excluded.fallback_count,
    cost_micro_usd = r.cost_micro_usd + excluded.cost_micro_usd,
    latency_histogram = (
      SELECT array_agg(coalesce(a, 0) + coalesce(b, 0) ORDER BY position)
      FROM unnest(r.latency_histogram, excluded.latency_histogram) WITH ORDINALITY AS bucket(a, b, position))`;

interface Sum {
  key: readonly [string, string, string, string, string, string];
  counts: [number, number, number, number];
  histogram: number[];
}

/** Adds the requests that this transaction has stored to the hourly counters of their routes. */
export async function rollUpRoutes(client: PoolClient): Promise<void> {
  const { rows } = await client.query<FreshGroup>({ name: "floopy_fresh_routes", text: FRESH });
  for (const { key, counts, histogram } of sums(rows)) {
    await client.query({ name: "floopy_route_rollup", text: UPSERT, values: [...key, ...counts, histogram] });
  }
}

/** Sorted, so that writers never deadlock. */
function sums(rows: readonly FreshGroup[]): Sum[] {
  const byName = new Map<string, Sum>();
  for (const row of rows) {
    const hour = row.hour.toISOString();
    const key = [row.org_id, row.project_id, row.route_id, hour, row.provider, row.model] as const;
    const name = key.join("\u0001");
    const sum = byName.get(name) ?? { key, counts: [0, 0, 0, 0], histogram: emptyLatencyHistogram() };
    byName.set(name, sum);
    sum.counts[0] += row.request_count;
    sum.counts[1] += row.error_count;
    sum.counts[2] += row.fallback_count;
    sum.counts[3] += row.cost_micro_usd;
    const bucket = latencyBucket(row.latency_ms);
    sum.histogram[bucket] = (sum.histogram[bucket] ?? 0) + row.request_count;
  }
  return [...byName.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, sum]) => sum);
}
