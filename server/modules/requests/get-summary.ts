import {
  type RequestFilters,
  type RequestFiltersInput,
  RequestFiltersSchema,
  type Summary,
  SummarySchema,
} from "@/server/contracts/requests";
import { authorize, type Ctx } from "@/server/core/context";
import { type Tx, withTenant } from "@/server/db/tenant";
import { isAnsweredByRollups } from "./request-where";
import { bucketMsFor, HOUR_MS, previousWindow, type RequestWindow, resolveWindow } from "./request-window";
import { summarizeManyRows } from "./summarize-many-rows";
import { summarizeRollups } from "./summarize-rollups";
import { summarizeRows } from "./summarize-rows";

const POINTS_MAX = 60;
/** Hourly counters are too coarse for less than this. */
const ROLLUPS_FROM_MS = 48 * HOUR_MS;

/** Totals of the range, the same for the period before, and a series to draw. */
export async function getSummary(ctx: Ctx, input: RequestFiltersInput): Promise<Summary> {
  authorize(ctx, "request:read");
  const filters = RequestFiltersSchema.parse(input);
  const window = resolveWindow(ctx, filters.range);
  const before = previousWindow(ctx, window);
  const bucketMs = bucketMsFor(window, POINTS_MAX);
  const { current, previous } = await withTenant(ctx, async (tx) => ({
    current: await summarize(tx, ctx, filters, window, bucketMs),
    previous: before && (await summarize(tx, ctx, filters, before, bucketMs)).totals,
  }));
  return SummarySchema.parse({
    ...window,
    bucketMs,
    current: current.totals,
    previous,
    series: current.series,
  });
}

function summarize(tx: Tx, ctx: Ctx, filters: RequestFilters, window: RequestWindow, bucketMs: number) {
  const isWide = window.to.getTime() - window.from.getTime() >= ROLLUPS_FROM_MS && bucketMs % HOUR_MS === 0;
  const wide = isAnsweredByRollups(filters) ? summarizeRollups : summarizeManyRows;
  return (isWide ? wide : summarizeRows)(tx, ctx, filters, window, bucketMs);
}
