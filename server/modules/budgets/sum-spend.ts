import type { Used } from "@/server/contracts/budgets";
import type { KeySpend } from "./spend-ledger";

export function sumSpend(rows: readonly KeySpend[]): Used {
  const sum: Used = { requestCount: 0, inputTokens: 0, outputTokens: 0, costMicroUsd: 0, unpricedCount: 0 };
  for (const row of rows) {
    sum.requestCount += row.requestCount;
    sum.inputTokens += row.inputTokens;
    sum.outputTokens += row.outputTokens;
    sum.costMicroUsd += row.costMicroUsd;
    sum.unpricedCount += row.unpricedCount;
  }
  return sum;
}

/** The calendar month of a time, in UTC: its first moment and that of the next. */
export function monthBounds(at: Date): { from: Date; to: Date } {
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  return { from: new Date(Date.UTC(year, month, 1)), to: new Date(Date.UTC(year, month + 1, 1)) };
}
