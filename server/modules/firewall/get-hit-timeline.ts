import { HitRangeInput, HitTimeline } from "@/server/contracts/firewall-hits";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";
import { resolveWindow } from "@/server/modules/requests";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A bar an hour up to so long a range, then a bar a day. */
const HOURLY_MAX_MS = 3 * DAY_MS;
const ROWS_MAX = 20_000;

/** Hits of a project by hour or day, detector and what was done. Read from counters, however many hits there are. */
export async function getHitTimeline(ctx: Ctx, input: HitRangeInput): Promise<HitTimeline> {
  authorize(ctx, "firewall:read");
  const { projectId, range } = parseInput(HitRangeInput, input);
  const { from, to } = resolveWindow(ctx, range);
  const bucketMs = to.getTime() - from.getTime() <= HOURLY_MAX_MS ? HOUR_MS : DAY_MS;
  const unit = bucketMs === HOUR_MS ? "hour" : "day";
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    const counts: unknown = await tx.$queryRaw`
      SELECT date_trunc(${unit}, hour, 'UTC') AS start, direction, category, detector, action, sum(hit_count)::int AS hits
      FROM firewall_hit_hours
      WHERE org_id = ${ctx.orgId} AND project_id = ${projectId}
        AND hour >= date_trunc(${unit}, ${from.toISOString()}::timestamptz, 'UTC') AND hour <= ${to.toISOString()}::timestamptz
      GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5 LIMIT ${ROWS_MAX}`;
    return HitTimeline.parse({ from, to, bucketMs, counts });
  });
}
