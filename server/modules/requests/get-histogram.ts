import { z } from "zod";
import {
  type Histogram,
  type RequestFilters,
  type RequestFiltersInput,
  RequestFiltersSchema,
  RequestStatusSchema,
} from "@/server/contracts/requests";
import { authorize, type Ctx } from "@/server/core/context";
import { Prisma } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import { startMs } from "./bucket-sql";
import { isAnsweredByRollups, whereRequests, whereRollups } from "./request-where";
import { bucketMsFor, HOUR_MS, type RequestWindow, resolveWindow } from "./request-window";

const BUCKETS_MAX = 80;
const Counts = z.array(z.object({ startMs: z.number(), status: RequestStatusSchema, count: z.int() }));

/** How many requests of each status fell into each of at most 80 buckets of the range. */
export async function getHistogram(ctx: Ctx, input: RequestFiltersInput): Promise<Histogram> {
  authorize(ctx, "request:read");
  const filters = RequestFiltersSchema.parse(input);
  const window = resolveWindow(ctx, filters.range);
  const bucketMs = bucketMsFor(window, BUCKETS_MAX);
  const source = countsOf(ctx, filters, window, bucketMs);
  const counts = await withTenant(ctx, async (tx) => Counts.parse(await tx.$queryRaw(source)));
  const buckets = new Map<number, Histogram["buckets"][number]>();
  for (const { startMs, status, count } of counts) {
    const bucket = buckets.get(startMs) ?? { start: new Date(startMs), counts: {} };
    bucket.counts[status] = count;
    buckets.set(startMs, bucket);
  }
  return { ...window, bucketMs, buckets: [...buckets.values()] };
}

function countsOf(ctx: Ctx, filters: RequestFilters, window: RequestWindow, bucketMs: number): Prisma.Sql {
  if (bucketMs % HOUR_MS === 0 && isAnsweredByRollups(filters)) {
    return Prisma.sql`
      select ${startMs(Prisma.sql`hour`, bucketMs)} as "startMs", status, sum(request_count)::int as "count"
      from request_rollups where ${whereRollups(ctx, filters, window)} group by 1, 2 order by 1`;
  }
  return Prisma.sql`
    select ${startMs(Prisma.sql`created_at`, bucketMs)} as "startMs", status, count(*)::int as "count"
    from requests where ${whereRequests(ctx, filters, window)} group by 1, 2 order by 1`;
}
