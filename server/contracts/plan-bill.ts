import type { Plan } from "./plans";

/** What a month costs on a plan. Pure, shared by server, screens and the pricing page. */
export interface Bill {
  /** Price of the plan itself; null by contract. */
  planMicroUsd: number | null;
  /** Blocks that were begun past the included requests. */
  overageBlocks: number;
  overageMicroUsd: number;
  /** Null by contract. */
  totalMicroUsd: number | null;
}

/** A block that was begun is paid; the owner's cap bounds how many there can be. */
export function billOf(plan: Plan, requests: number, capMicroUsd: number | null = null): Bill {
  const overageBlocks = overageBlocksOf(plan, requests, capMicroUsd);
  const overageMicroUsd = overageBlocks * (plan.overageBlock?.microUsd ?? 0);
  const planMicroUsd = plan.monthlyMicroUsd;
  return {
    planMicroUsd,
    overageBlocks,
    overageMicroUsd,
    totalMicroUsd: planMicroUsd === null ? null : planMicroUsd + overageMicroUsd,
  };
}

function overageBlocksOf(plan: Plan, requests: number, capMicroUsd: number | null): number {
  const { overageBlock, requestsMonthly } = plan;
  if (overageBlock === null || requestsMonthly === null) return 0;
  const begun = Math.max(0, Math.ceil((requests - requestsMonthly) / overageBlock.requests));
  return capMicroUsd === null ? begun : Math.min(begun, Math.floor(capMicroUsd / overageBlock.microUsd));
}
