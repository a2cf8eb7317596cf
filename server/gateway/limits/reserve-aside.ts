import type { Exchange } from "../exchange";
import { type BudgetDeps, budgetsOf } from "./reserve-budget";

/** Says what the call really cost, 0 when it was not made or failed. */
export type SettleAside = (costMicroUsd: number) => void;

/**
 * Reserves what a call beside the request's own may cost, in every budget that the request counts towards. Null where one
 * has no room for it.
 */
export async function reserveAside(
  { budgets }: BudgetDeps,
  { caller, scope, id, startedAt: at }: Exchange,
  { name, amountMicroUsd }: { name: string; amountMicroUsd: number },
): Promise<SettleAside | null> {
  const endUserId = scope?.endUserId ?? null;
  const concerned = caller === null ? [] : budgetsOf(caller, endUserId);
  if (caller === null || concerned.length === 0) return () => {};
  const { orgId } = caller.org;
  const reserved = await budgets.reserve({
    ...{ orgId, id: `${id}:${name}`, at, budgets: concerned, endUserId, amountMicroUsd },
  });
  return reserved.kind === "exhausted" ? null : reserved.settle;
}
