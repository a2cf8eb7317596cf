import type { BudgetMode, BudgetScope } from "@/server/contracts/budgets";

/** A budget as the gateway knows it. */
export interface BudgetConfig {
  id: string;
  scope: BudgetScope;
  /** The organisation's, project's or key's id. */
  scopeId: string;
  limitMicroUsd: number;
  mode: BudgetMode;
}
