import { type Budget, SetBudgetInput } from "@/server/contracts/budgets";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { BUDGET_FIELDS, scopeIdOrThrow, scopeNames, toBudgets } from "./budgets.queries";
import { sharedBudgets } from "./shared-budgets";

const BUDGETS_MAX = 300;

/** Sets what may be spent in a month or a day; gateways follow it within seconds. */
export async function setBudget(ctx: Ctx, input: SetBudgetInput): Promise<Budget> {
  authorize(ctx, "budget:manage");
  const { scope, scopeId: named, period, limitMicroUsd, mode } = parseInput(SetBudgetInput, input);
  const { row, names } = await withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const scopeId = await scopeIdOrThrow(tx, ctx, scope, named);
    const unique = { orgId: ctx.orgId, scope, scopeId, period };
    const before = await tx.budget.findFirst({ where: unique, select: BUDGET_FIELDS });
    if (before === null) await refuseTooMany(tx, ctx);
    const values = { limitMicroUsd: BigInt(limitMicroUsd), mode };
    const saved = await tx.budget.upsert({
      where: { orgId_scope_scopeId_period: unique },
      create: { id: newId("bud"), ...unique, ...values },
      update: values,
      select: BUDGET_FIELDS,
    });
    // A raised budget may reach its thresholds again.
    if (before !== null && before.limitMicroUsd < saved.limitMicroUsd) {
      await tx.budgetAlert.deleteMany({ where: { orgId: ctx.orgId, budgetId: saved.id } });
    }
    await writeAudit(tx, ctx, {
      action: "budget.set",
      targetKind: "budget",
      targetId: saved.id,
      changes: {
        scope,
        scopeId,
        period,
        limitMicroUsd: [before === null ? null : Number(before.limitMicroUsd), limitMicroUsd],
        mode: [before?.mode ?? null, mode],
      },
    });
    return { row: saved, names: await scopeNames(tx, ctx) };
  });
  const [budget] = await toBudgets(ctx, [row], names, await sharedBudgets().spend(ctx.orgId, ctx.now()));
  if (budget === undefined) throw new Error("one row gives one budget");
  return budget;
}

async function refuseTooMany(tx: Tx, ctx: Ctx): Promise<void> {
  if ((await tx.budget.count({ where: { orgId: ctx.orgId } })) < BUDGETS_MAX) return;
  throw new AppError("limit_exceeded", `An organisation can have ${BUDGETS_MAX} budgets. Delete one first.`);
}
