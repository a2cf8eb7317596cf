import { z } from "zod";
import { type RequestFilters, SummaryTotalsSchema } from "@/server/contracts/requests";
import type { Ctx } from "@/server/core/context";
import { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { startMs } from "./bucket-sql";
import { whereRequests } from "./request-where";
import type { RequestWindow } from "./request-window";
import { type PeriodSummary, withErrorRate } from "./summary-totals";

const Rows = z.array(
  SummaryTotalsSchema.omit({ errorRate: true }).extend({ startMs: z.number().nullable() }),
);

const AGGREGATES = Prisma.sql`
  count(*)::int as "requests",
  count(*) filter (where status = 'error')::int as "errors",
  coalesce(sum(cost_micro_usd), 0)::float8 as "costMicroUsd",
  count(*) filter (where cost_micro_usd is null and (input_tokens is not null or output_tokens is not null))::int as "unpricedRequests",
  coalesce(sum(input_tokens), 0)::float8 as "inputTokens",
  coalesce(sum(output_tokens), 0)::float8 as "outputTokens",
  count(*) filter (where cache_status like 'hit-%')::int as "cacheHits",
  count(*) filter (where cache_status = 'miss')::int as "cacheMisses",
  coalesce(sum(saved_micro_usd), 0)::float8 as "savedMicroUsd",
  percentile_cont(0.5) within group (order by latency_ms) as "p50LatencyMs",
  percentile_cont(0.95) within group (order by latency_ms) as "p95LatencyMs"`;

/** Exact figures from the rows themselves: for short ranges. */
export async function summarizeRows(
  tx: Tx,
  ctx: Ctx,
  filters: RequestFilters,
  window: RequestWindow,
  bucketMs: number,
): Promise<PeriodSummary> {
  const bucket = startMs(Prisma.sql`created_at`, bucketMs);
  const rows = Rows.parse(
    await tx.$queryRaw`
      with chosen as (
        select ${bucket} as bucket, status, cost_micro_usd, input_tokens, output_tokens, latency_ms,
          cache_status, saved_micro_usd
        from requests where ${whereRequests(ctx, filters, window)})
      select bucket as "startMs", ${AGGREGATES} from chosen group by grouping sets ((bucket), ()) order by bucket`,
  );
  const whole = rows.find((row) => row.startMs === null);
  const series = rows.flatMap(
    ({ startMs: at, requests, errors, costMicroUsd, savedMicroUsd, p50LatencyMs, p95LatencyMs }) =>
      at === null
        ? []
        : [
            {
              start: new Date(at),
              requests,
              errors,
              costMicroUsd,
              savedMicroUsd,
              p50LatencyMs,
              p95LatencyMs,
            },
          ],
  );
  return { totals: withErrorRate(whole ?? EMPTY), series };
}

const EMPTY = {
  requests: 0,
  errors: 0,
  costMicroUsd: 0,
  unpricedRequests: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheHits: 0,
  cacheMisses: 0,
  savedMicroUsd: 0,
  p50LatencyMs: null,
  p95LatencyMs: null,
};
