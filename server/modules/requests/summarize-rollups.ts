import { z } from "zod";
import type { RequestFilters, SummaryTotals } from "@/server/contracts/requests";
import type { Ctx } from "@/server/core/context";
import { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { startMs } from "./bucket-sql";
import { addHistograms, emptyLatencyHistogram, percentile } from "./latency-histogram";
import { whereRollups } from "./request-where";
import type { RequestWindow } from "./request-window";
import { type PeriodSummary, withErrorRate } from "./summary-totals";

export const SumsSchema = z.object({
  startMs: z.number(),
  requests: z.int(),
  errors: z.int(),
  costMicroUsd: z.number(),
  unpricedRequests: z.int(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  cacheHits: z.int(),
  cacheMisses: z.int(),
  savedMicroUsd: z.number(),
});
export type Sums = z.output<typeof SumsSchema>;
const Cells = z.array(z.object({ startMs: z.number(), bucket: z.int(), count: z.int() }));

/** Figures from hourly counters; percentiles are exact to a factor of √2. */
export async function summarizeRollups(
  tx: Tx,
  ctx: Ctx,
  filters: RequestFilters,
  window: RequestWindow,
  bucketMs: number,
): Promise<PeriodSummary> {
  const where = whereRollups(ctx, filters, window);
  const start = startMs(Prisma.sql`hour`, bucketMs);
  const sums = z.array(SumsSchema).parse(
    await tx.$queryRaw`
      select bucket as "startMs", sum(request_count)::int as "requests",
        coalesce(sum(request_count) filter (where status = 'error'), 0)::int as "errors",
        sum(cost_micro_usd)::float8 as "costMicroUsd", sum(unpriced_count)::int as "unpricedRequests",
        sum(input_tokens)::float8 as "inputTokens", sum(output_tokens)::float8 as "outputTokens",
        sum(cache_hit_count)::int as "cacheHits", sum(cache_miss_count)::int as "cacheMisses",
        sum(saved_micro_usd)::float8 as "savedMicroUsd"
      from (select ${start} as bucket, * from request_rollups where ${where}) hours group by bucket order by bucket`,
  );
  return combine(sums, await latencyHistograms(tx, start, where));
}

/** The series and its totals from the sums of each bucket of time and its latencies. */
export function combine(
  sums: readonly Sums[],
  histograms: ReadonlyMap<number, readonly number[]>,
): PeriodSummary {
  const series = sums.map(({ startMs: at, requests, errors, costMicroUsd, savedMicroUsd }) => ({
    start: new Date(at),
    requests,
    errors,
    costMicroUsd,
    savedMicroUsd,
    ...latencies(histograms.get(at) ?? []),
  }));
  const whole = [...histograms.values()].reduce<number[]>(addHistograms, emptyLatencyHistogram());
  return { totals: withErrorRate({ ...addUp(sums), ...latencies(whole) }), series };
}

async function latencyHistograms(
  tx: Tx,
  start: Prisma.Sql,
  where: Prisma.Sql,
): Promise<Map<number, number[]>> {
  const cells = Cells.parse(
    await tx.$queryRaw`
      select bucket as "startMs", (place - 1)::int as "bucket", sum(count)::int as "count"
      from (select ${start} as bucket, latency_histogram from request_rollups where ${where}) hours,
        unnest(latency_histogram) with ordinality as cells(count, place)
      where count > 0 group by bucket, place`,
  );
  const histograms = new Map<number, number[]>();
  for (const { startMs: at, bucket, count } of cells) {
    const histogram = histograms.get(at) ?? emptyLatencyHistogram();
    histogram[bucket] = count;
    histograms.set(at, histogram);
  }
  return histograms;
}

function latencies(histogram: readonly number[]): Pick<SummaryTotals, "p50LatencyMs" | "p95LatencyMs"> {
  return { p50LatencyMs: percentile(histogram, 0.5), p95LatencyMs: percentile(histogram, 0.95) };
}

/** Of all buckets of time. */
export function addUp(
  sums: readonly Sums[],
): Omit<SummaryTotals, "errorRate" | "p50LatencyMs" | "p95LatencyMs"> {
  const total = {
    requests: 0,
    errors: 0,
    costMicroUsd: 0,
    unpricedRequests: 0,
    inputTokens: 0,
    outputTokens: 0,
    cacheHits: 0,
    cacheMisses: 0,
    savedMicroUsd: 0,
  };
  for (const sum of sums) {
    total.requests += sum.requests;
    total.errors += sum.errors;
    total.costMicroUsd += sum.costMicroUsd;
    total.unpricedRequests += sum.unpricedRequests;
    total.inputTokens += sum.inputTokens;
    total.outputTokens += sum.outputTokens;
    total.cacheHits += sum.cacheHits;
    total.cacheMisses += sum.cacheMisses;
    total.savedMicroUsd += sum.savedMicroUsd;
  }
  return total;
}
