import { DeleteBudgetInput, type DeleteBudgetOutput } from "@/server/contracts/budgets";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { BUDGET_FIELDS } from "./budgets.queries";

/** Takes a budget away: nothing is limited by it from then on. */
export async function deleteBudget(ctx: Ctx, input: DeleteBudgetInput): Promise<DeleteBudgetOutput> {
  authorize(ctx, "budget:manage");
  const { budgetId } = parseInput(DeleteBudgetInput, input);
  return withTenant(ctx, async (tx) => {
    const where = { id: budgetId, orgId: ctx.orgId };
    const row = await tx.budget.findFirst({ where, select: BUDGET_FIELDS });
    const { count } = await tx.budget.deleteMany({ where });
    if (row === null || count === 0) throw notFound("budget");
    await writeAudit(tx, ctx, {
      action: "budget.deleted",
      targetKind: "budget",
      targetId: row.id,
      changes: {
        ...{ scope: row.scope, scopeId: row.scopeId, period: row.period },
        limitMicroUsd: Number(row.limitMicroUsd),
      },
    });
    return { budgetId };
  });
}
