export type { BudgetConfig } from "./budget-config";
export { counterId, forgetOldCounters } from "./budget-counters";
export { type BudgetGuard, spentBy } from "./budget-guard";
export { noteRefusal, noteThresholds } from "./note-thresholds";
export { sharedBudgets } from "./shared-budgets";
export { monthBounds, sumSpend } from "./sum-spend";
