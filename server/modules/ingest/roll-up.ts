import type { PoolClient } from "pg";
import { emptyLatencyHistogram, latencyBucket } from "@/server/modules/requests";

/** What the insert returns of the rows that were really new: their sums, by what they are counted by and latency. */
export interface FreshGroup {
  org_id: string;
  project_id: string;
  hour: Date;
  provider: string;
  model: string;
  status: string;
  latency_ms: number;
  request_count: number;
  input_tokens: number;
  output_tokens: number;
  cost_micro_usd: number;
  unpriced_count: number;
  cache_hit_count: number;
  cache_miss_count: number;
  saved_micro_usd: number;
}

interface Rollup {
  key: readonly [string, string, string, string, string, string];
  requestCount: number;
  inputTokens: number;
  outputTokens: number;
  costMicroUsd: number;
  unpricedCount: number;
  latencyMsSum: number;
  cacheHitCount: number;
  cacheMissCount: number;
  savedMicroUsd: number;
  histogram: number[];
}

/** Adds fresh rows up per organisation, project, hour, provider, model and status; sorted, so that writers never deadlock. */
export function sumRollups(rows: readonly FreshGroup[]): Rollup[] {
  const sums = new Map<string, Rollup>();
  for (const row of rows) {
    const key = [
      row.org_id,
      row.project_id,
      row.hour.toISOString(),
      row.provider,
      row.model,
      row.status,
    ] as const;
    const name = key.join("\u0001");
    const sum = sums.get(name) ?? emptyRollup(key);
    sums.set(name, sum);
    sum.requestCount += row.request_count;
    sum.inputTokens += row.input_tokens;
    sum.outputTokens += row.output_tokens;
    sum.costMicroUsd += row.cost_micro_usd;
    sum.unpricedCount += row.unpriced_count;
    sum.latencyMsSum += row.latency_ms * row.request_count;
    sum.cacheHitCount += row.cache_hit_count;
    sum.cacheMissCount += row.cache_miss_count;
    sum.savedMicroUsd += row.saved_micro_usd;
    const bucket = latencyBucket(row.latency_ms);
    sum.histogram[bucket] = (sum.histogram[bucket] ?? 0) + row.request_count;
  }
  return [...sums.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, sum]) => sum);
}

function emptyRollup(key: Rollup["key"]): Rollup {
  return {
    key,
    requestCount: 0,
    inputTokens: 0,
    outputTokens: 0,
    costMicroUsd: 0,
    unpricedCount: 0,
    latencyMsSum: 0,
    cacheHitCount: 0,
    cacheMissCount: 0,
    savedMicroUsd: 0,
    histogram: emptyLatencyHistogram(),
  };
}

const UPSERT = `
  INSERT INTO request_rollups AS r (org_id, project_id, hour, provider, model, status, request_count, input_tokens,
    output_tokens, cost_micro_usd, unpriced_count, latency_ms_sum, cache_hit_count, cache_miss_count, saved_micro_usd,
    latency_histogram)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
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
    latency_histogram = (
      SELECT array_agg(coalesce(a, 0) + coalesce(b, 0) ORDER BY position)
      FROM unnest(r.latency_histogram, excluded.latency_histogram) WITH ORDINALITY AS bucket(a, b, position))`;

/** Adds the fresh rows to their hourly counters, in the transaction that stored them. */
export async function rollUp(client: PoolClient, rows: readonly FreshGroup[]): Promise<void> {
  for (const sum of sumRollups(rows)) {
    const { key, histogram, ...counts } = sum;
    await client.query({
      name: "floopy_rollup",
      text: UPSERT,
      values: [...key, ...countsInOrder(counts), histogram],
    });
  }
}

function countsInOrder(sum: Omit<Rollup, "key" | "histogram">): number[] {
  return [
    sum.requestCount,
    sum.inputTokens,
    sum.outputTokens,
    sum.costMicroUsd,
    sum.unpricedCount,
    sum.latencyMsSum,
    sum.cacheHitCount,
    sum.cacheMissCount,
    sum.savedMicroUsd,
  ];
}
