import { z } from "zod";
import type { RequestFilters } from "@/server/contracts/requests";
import type { Ctx } from "@/server/core/context";
import { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { startMs } from "./bucket-sql";
import { emptyLatencyHistogram, latencyBucketSql } from "./latency-histogram";
import { whereRequests } from "./request-where";
import type { RequestWindow } from "./request-window";
import { addUp, combine, SumsSchema } from "./summarize-rollups";
import type { PeriodSummary } from "./summary-totals";

const Rows = z.array(SumsSchema.extend({ latencyBucket: z.int() }));

const LATENCY_BUCKET = Prisma.raw(latencyBucketSql("latency_ms"));

/**
 * Figures from the rows, for long ranges and filters that counters do not know. Percentiles are exact to a factor of
 * √2, as those of the counters are: exact ones would sort every row.
 */
export async function summarizeManyRows(
  tx: Tx,
  ctx: Ctx,
  filters: RequestFilters,
  window: RequestWindow,
  bucketMs: number,
): Promise<PeriodSummary> {
  const rows = Rows.parse(
    await tx.$queryRaw`
      select ${startMs(Prisma.sql`created_at`, bucketMs)} as "startMs", ${LATENCY_BUCKET} as "latencyBucket",
        count(*)::int as "requests", count(*) filter (where status = 'error')::int as "errors",
        coalesce(sum(cost_micro_usd), 0)::float8 as "costMicroUsd",
        count(*) filter (where cost_micro_usd is null and (input_tokens is not null or output_tokens is not null))::int as "unpricedRequests",
        coalesce(sum(input_tokens), 0)::float8 as "inputTokens", coalesce(sum(output_tokens), 0)::float8 as "outputTokens",
        count(*) filter (where cache_status like 'hit-%')::int as "cacheHits",
        count(*) filter (where cache_status = 'miss')::int as "cacheMisses",
        coalesce(sum(saved_micro_usd), 0)::float8 as "savedMicroUsd"
      from requests where ${whereRequests(ctx, filters, window)} group by 1, 2 order by 1, 2`,
  );
  const histograms = new Map<number, number[]>();
  for (const { startMs: at, latencyBucket, requests } of rows) {
    const histogram = histograms.get(at) ?? emptyLatencyHistogram();
    histogram[latencyBucket] = requests;
    histograms.set(at, histogram);
  }
  const sums = [...histograms.keys()].map((at) => ({
    startMs: at,
    ...addUp(rows.filter((row) => row.startMs === at)),
  }));
  return combine(sums, histograms);
}
