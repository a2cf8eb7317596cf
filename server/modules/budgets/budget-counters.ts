import { deriveKey, hmacHex } from "@/server/core/secrets";
import { masterKey } from "@/server/env";
import { countersPool } from "@/server/modules/limits";
import type { BudgetConfig } from "./budget-config";
import { monthOf } from "./spend-ledger";

const MARK_LENGTH = 24;
const DAY_MS = 86_400_000;

export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** The first day of what a budget is for: of the month, or the day itself. */
export const periodStart = ({ period }: Pick<BudgetConfig, "period">, at: Date): string =>
  period === "day" ? dayOf(at) : monthOf(at);

/**
 * What a budget is counted under. Counters begin anew each month: a daily budget has one for each day in it, and one of
 * each end user one for each of them, by a keyed hash.
 */
export function counterId(
  { id, period, scope }: Pick<BudgetConfig, "id" | "period" | "scope">,
  at: Date,
  endUserId: string | null,
): string {
  const day = period === "day" ? `@${dayOf(at)}` : "";
  const user = scope === "end_user" ? `#${hmacHex(endUserKey(), endUserId ?? "").slice(0, MARK_LENGTH)}` : "";
  return id + day + user;
}

const endUserKey = (): Buffer => deriveKey(masterKey(), "budget-end-user");

/** Drops counters of earlier months and of days before yesterday. */
export async function forgetOldCounters(now: Date): Promise<number> {
  const yesterday = dayOf(new Date(now.getTime() - DAY_MS));
  const { rowCount } = await countersPool().query(
    "DELETE FROM budget_counters WHERE month < $1::date - 1 OR substring(budget_id from '@(.{10})') < $2",
    [monthOf(now), yesterday],
  );
  return rowCount ?? 0;
}
