import { DryRunIdInput, type DryRunView } from "@/server/contracts/firewall-dry-runs";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getDryRunOrThrow, OPEN, viewRun } from "./dry-runs.queries";

/** Ends a dry run; what it has found so far stays. */
export async function cancelDryRun(ctx: Ctx, input: DryRunIdInput): Promise<DryRunView> {
  authorize(ctx, "firewall:manage");
  const key = parseInput(DryRunIdInput, input);
  return withTenant(ctx, async (tx) => {
    const { id } = await getDryRunOrThrow(tx, ctx, key);
    const { count } = await tx.firewallDryRun.updateMany({
      where: { id, orgId: ctx.orgId, status: { in: [...OPEN] } },
      data: { status: "cancelled", finishedAt: ctx.now(), dueAt: null, cursorAt: null, cursorId: null },
    });
    if (count === 0)
      throw new AppError("conflict", "dry run has ended", { userMessage: "This dry run has already ended." });
    await writeAudit(tx, ctx, {
      action: "firewall.dry_run_cancelled",
      targetKind: "project",
      targetId: key.projectId,
      changes: { dry_run: id },
    });
    return viewRun(await getDryRunOrThrow(tx, ctx, key));
  });
}
