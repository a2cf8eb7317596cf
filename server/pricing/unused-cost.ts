/** What calls had cost that were called off because another answered first; a request's cost includes it. */
export function unusedCostMicroUsd(attempts: unknown): number {
  if (!Array.isArray(attempts)) return 0;
  return attempts.reduce<number>((sum, attempt: unknown) => sum + costOf(attempt), 0);
}

function costOf(attempt: unknown): number {
  if (typeof attempt !== "object" || attempt === null || !("cost_micro_usd" in attempt)) return 0;
  const cost = attempt.cost_micro_usd;
  return typeof cost === "number" && Number.isSafeInteger(cost) && cost >= 0 ? cost : 0;
}
