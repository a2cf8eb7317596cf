import type { BudgetMode, BudgetPeriod, BudgetScope } from "@/server/contracts/budgets";

/** A budget as the gateway knows it. */
export interface BudgetConfig {
  id: string;
  scope: BudgetScope;
  /** The organisation's, project's or key's id; of the project whose end users are meant. */
  scopeId: string;
  period: BudgetPeriod;
  limitMicroUsd: number;
  mode: BudgetMode;
}
