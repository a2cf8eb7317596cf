import type { z } from "zod";
import { RunIdInput, type RunView } from "@/server/contracts/evaluation-runs";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getRunOrThrow, type RunScope, viewRun } from "./runs.queries";

/** Ends a run; what it has found so far stays. */
export async function cancelRun(
  ctx: Ctx,
  input: z.input<typeof RunIdInput>,
  scope: RunScope = {},
): Promise<RunView> {
  authorize(ctx, "evaluation:manage");
  const { runId } = parseInput(RunIdInput, input);
  return withTenant(ctx, async (tx) => {
    const { id } = await getRunOrThrow(tx, ctx, runId, scope);
    const { count } = await tx.evaluation.updateMany({
      where: { id, orgId: ctx.orgId, status: { in: ["pending", "running"] } },
      data: { status: "cancelled", finishedAt: ctx.now(), dueAt: null },
    });
    if (count === 0) {
      throw new AppError("conflict", "evaluation has ended", {
        userMessage: "This evaluation has already ended.",
      });
    }
    await writeAudit(tx, ctx, { action: "evaluation.cancelled", targetKind: "evaluation", targetId: id });
    return viewRun(tx, await getRunOrThrow(tx, ctx, id, scope));
  });
}
