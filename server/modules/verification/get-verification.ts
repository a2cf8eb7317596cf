import { PLANS } from "@/server/contracts/plans";
import { VerificationInput, type VerificationView } from "@/server/contracts/verification";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { type Comparison, compare, TIE } from "@/server/routing/sequential-test";
import { HALF, regressionOf } from "./judge-sides";
import { measureSides, type Side } from "./measure-sides";

const DAY_MS = 86_400_000;
const DAYS = { "24h": 1, "7d": 7, "30d": 30 } as const;
const NOTHING: Side = {
  ...{ sessions: 0, costMicroUsd: null, latencyMs: null },
  success: { count: 0, mean: 0, variance: 0 },
  quality: { count: 0, mean: 0, variance: 0 },
};

/** Whether what a route chose by itself is worth it, compared with its first model. */
export async function getVerification(
  ctx: Ctx,
  input: VerificationInput,
  scope: { projectId?: string } = {},
): Promise<VerificationView> {
  authorize(ctx, "route:read");
  const { route_id: routeId, window } = parseInput(VerificationInput, input);
  const { decisionDays, name } = PLANS[ctx.planId];
  if (DAYS[window] > decisionDays) {
    throw new AppError("invalid_request", "window too long", {
      userMessage: `The ${name} plan looks back ${decisionDays} days.`,
      param: "window",
    });
  }
  return withTenant(ctx, async (tx) => {
    const route = await routeOrThrow(tx, ctx, { routeId, ...scope });
    const [first] = route.candidates;
    const baselineModel = first === undefined ? null : { provider: first.provider, model: first.model };
    const to = ctx.now();
    const from = new Date(to.getTime() - DAYS[window] * DAY_MS);
    const { orgId } = ctx;
    const { projectId } = route;
    const sides =
      baselineModel === null
        ? { baseline: NOTHING, floopy: NOTHING }
        : await measureSides(tx, { orgId, projectId, routeId, baseline: baselineModel, from, to });
    return {
      route_id: routeId,
      window,
      baseline_model: baselineModel,
      baseline: viewOf(sides.baseline),
      floopy: viewOf(sides.floopy),
      ...verdictOf(sides),
    };
  });
}

async function routeOrThrow(tx: Tx, ctx: Ctx, where: { routeId: string; projectId?: string }) {
  const { routeId, ...scope } = where;
  const route = await tx.route.findFirst({
    where: { id: routeId, orgId: ctx.orgId, ...scope },
    select: {
      projectId: true,
      candidates: {
        where: { isEnabled: true, stage: "live" },
        orderBy: { position: "asc" },
        take: 1,
        select: { provider: true, model: true },
      },
    },
  });
  if (route === null) throw notFound("route");
  return route;
}

function verdictOf({
  baseline,
  floopy,
}: {
  baseline: Side;
  floopy: Side;
}): Pick<VerificationView, "status" | "quality_difference"> {
  const quality = compare(baseline.quality, floopy.quality, HALF);
  const quality_difference = quality === null ? null : differenceOf(quality);
  if (regressionOf({ baseline, floopy }) !== null)
    return { status: "regression_detected", quality_difference };
  if (quality === null) return { status: "insufficient_data", quality_difference };
  return {
    status: isWorthIt({ baseline, floopy }, quality) ? "verified" : "not_verified",
    quality_difference,
  };
}

/** Better beyond doubt; or cheaper, and beyond doubt not worse by more than anybody would notice. */
function isWorthIt({ baseline, floopy }: { baseline: Side; floopy: Side }, { lower }: Comparison): boolean {
  if (lower > 0) return true;
  const [before, now] = [baseline.costMicroUsd, floopy.costMicroUsd];
  return lower > -TIE && before !== null && now !== null && now < before;
}

function differenceOf({ difference, lower, upper }: Comparison) {
  return { difference: rounded(difference), lower: rounded(lower), upper: rounded(upper) };
}

function viewOf({ sessions, costMicroUsd, latencyMs, quality }: Side): VerificationView["baseline"] {
  return {
    samples: sessions,
    avg_cost_micro_usd: costMicroUsd === null ? null : Math.round(costMicroUsd * 10) / 10,
    composite_quality: quality.count === 0 ? null : rounded(quality.mean),
    p50_latency_ms: latencyMs === null ? null : Math.round(latencyMs),
  };
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
