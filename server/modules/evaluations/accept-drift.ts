import { AcceptDriftInput } from "@/server/contracts/judge";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { ALL_ROUTES } from "./teach-verdict";

/** Somebody has looked at an alarm: the judge teaches again, and is compared by what is said from now on. */
export async function acceptDrift(ctx: Ctx, input: AcceptDriftInput): Promise<{ isAccepted: true }> {
  authorize(ctx, "judge:manage");
  const { projectId, routeId, judgeModel, rubricVersion } = parseInput(AcceptDriftInput, input);
  return withTenant(ctx, async (tx) => {
    const key = { orgId: ctx.orgId, projectId, routeId: routeId ?? ALL_ROUTES, judgeModel, rubricVersion };
    const { count } = await tx.judgeCalibration.updateMany({
      where: key,
      data: { drift: null, driftAt: null, since: ctx.now() },
    });
    if (count === 0) throw notFound("calibration");
    await writeAudit(tx, ctx, {
      action: "judge.drift_accepted",
      targetKind: "project",
      targetId: projectId,
      changes: { route_id: key.routeId, judge_model: judgeModel },
    });
    return { isAccepted: true };
  });
}
