import type { Budget, BudgetScope } from "@/server/contracts/budgets";
import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import type { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { counterId } from "./budget-counters";
import { spentBy } from "./budget-guard";
import type { BudgetLevel } from "./budget-store";
import { sharedBudgets } from "./shared-budgets";
import type { MonthSpend } from "./spend-ledger";

export const BUDGET_FIELDS = {
  id: true,
  scope: true,
  scopeId: true,
  period: true,
  limitMicroUsd: true,
  mode: true,
} as const satisfies Prisma.BudgetSelect;

export type BudgetRow = Prisma.BudgetGetPayload<{ select: typeof BUDGET_FIELDS }>;

/** Rows with names and with what is spent and reserved now. */
export async function toBudgets(
  ctx: Ctx,
  rows: readonly BudgetRow[],
  names: ReadonlyMap<string, string>,
  spend: MonthSpend,
): Promise<Budget[]> {
  const at = ctx.now();
  const ids = rows.map((row) => counterId(row, at, null));
  const levels = await sharedBudgets().levels(ctx.orgId, at, ids);
  return rows.map((row, index) => ({
    ...row,
    limitMicroUsd: Number(row.limitMicroUsd),
    scopeName: names.get(row.scopeId) ?? "Deleted",
    ...(row.scope === "end_user" ? NOT_SUMMED : levelOf(levels[index], spentBy(row, spend, at))),
  }));
}

const NOT_SUMMED = { spentMicroUsd: null, reservedMicroUsd: null };

/** The counters know of requests that are not stored yet, but not of those before they were begun. */
function levelOf(level: BudgetLevel | undefined, stored: number) {
  return {
    spentMicroUsd: Math.max(level?.spentMicroUsd ?? 0, stored),
    reservedMicroUsd: level?.reservedMicroUsd ?? 0,
  };
}

/** Names of everything a budget can be for, by id. */
export async function scopeNames(tx: Tx, { orgId }: Ctx): Promise<Map<string, string>> {
  const organization = await tx.organization.findMany({
    where: { orgId },
    select: { orgId: true, name: true },
  });
  const projects = await tx.project.findMany({ where: { orgId }, select: { id: true, name: true } });
  const keys = await tx.apiKey.findMany({ where: { orgId }, take: 1_000, select: { id: true, name: true } });
  return new Map([
    ...organization.map((row): [string, string] => [row.orgId, row.name]),
    ...[...projects, ...keys].map((row): [string, string] => [row.id, row.name]),
  ]);
}

/** The id a budget is for; another organisation's project or key does not exist. */
export async function scopeIdOrThrow(
  tx: Tx,
  { orgId }: Ctx,
  scope: BudgetScope,
  scopeId: string | undefined,
): Promise<string> {
  if (scope === "organization") return orgId;
  const where = { id: scopeId ?? "", orgId };
  const found =
    scope === "project" || scope === "end_user"
      ? await tx.project.findFirst({ where, select: { id: true } })
      : await tx.apiKey.findFirst({ where: { ...where, revokedAt: null }, select: { id: true } });
  if (found === null) throw notFound(scope === "api_key" ? "API key" : "project");
  return found.id;
}
