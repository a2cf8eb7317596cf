import { z } from "zod";
import { FIREWALL_FOUND, HIT_DIRECTIONS, REVIEWABLE_CATEGORIES } from "@/server/contracts/firewall";
import { HitRangeInput, type ReviewReport, TO_REVIEW_MAX } from "@/server/contracts/firewall-hits";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";
import { resolveWindow } from "@/server/modules/requests";
import { HITS_OF_REQUEST, WITH_HITS } from "./hits.queries";
import { precisionOf } from "./precision";

const Rows = z.array(
  z.object({
    direction: z.enum(HIT_DIRECTIONS),
    category: z.enum(FIREWALL_FOUND).catch("error"),
    detector: z.string(),
    hits: z.int(),
    confirmed: z.int(),
    mistaken: z.int(),
  }),
);
const Waiting = z.array(z.object({ count: z.int() }));
const DETECTORS_MAX = 50;

/** How far the hits of a project are reviewed, and how right each detector was. */
export async function getReviewReport(ctx: Ctx, input: HitRangeInput): Promise<ReviewReport> {
  authorize(ctx, "firewall:read");
  const { projectId, range } = parseInput(HitRangeInput, input);
  const { from, to } = resolveWindow(ctx, range);
  const [start, end] = [from.toISOString(), to.toISOString()];
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    const rows = Rows.parse(
      await tx.$queryRaw`
        SELECT direction, category, detector, sum(hits)::int AS hits, sum(confirmed)::int AS confirmed,
          sum(mistaken)::int AS mistaken
        FROM (
          SELECT direction, category, detector, hit_count AS hits, 0 AS confirmed, 0 AS mistaken FROM firewall_hit_hours
          WHERE org_id = ${ctx.orgId} AND project_id = ${projectId}
            AND hour >= date_trunc('hour', ${start}::timestamptz, 'UTC') AND hour <= ${end}::timestamptz
          UNION ALL
          SELECT direction, category, detector, 0, (verdict = 'confirmed')::int, (verdict = 'mistaken')::int
          FROM firewall_reviews
          WHERE org_id = ${ctx.orgId} AND project_id = ${projectId}
            AND created_at >= ${start}::timestamptz AND created_at <= ${end}::timestamptz
        ) counted
        WHERE category = ANY(${[...REVIEWABLE_CATEGORIES]}::text[])
        GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT ${DETECTORS_MAX}`,
    );
    const [waiting] = Waiting.parse(
      await tx.$queryRaw`
        SELECT count(*)::int AS count FROM (
          SELECT 1 FROM requests r CROSS JOIN ${HITS_OF_REQUEST}
          LEFT JOIN firewall_reviews v ON v.org_id = r.org_id AND v.request_id = r.id AND v.direction = h.direction
            AND v.category = h.category AND v.detector = h.detector
          WHERE r.org_id = ${ctx.orgId} AND r.project_id = ${projectId} AND ${WITH_HITS}
            AND r.created_at >= ${start}::timestamptz AND r.created_at <= ${end}::timestamptz
            AND v.verdict IS NULL AND h.category = ANY(${[...REVIEWABLE_CATEGORIES]}::text[])
          LIMIT ${TO_REVIEW_MAX}) waiting`,
    );
    const sum = (pick: (row: (typeof rows)[number]) => number): number =>
      rows.reduce((total, row) => total + pick(row), 0);
    return {
      toReview: waiting?.count ?? 0,
      confirmed: sum((row) => row.confirmed),
      mistaken: sum((row) => row.mistaken),
      detectors: rows.map((row) => ({ ...row, precision: precisionOf(row.confirmed, row.mistaken) })),
    };
  });
}
