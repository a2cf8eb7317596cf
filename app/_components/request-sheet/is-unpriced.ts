import type { RequestDetail } from "@/server/contracts/requests";

/** Tokens were used, but nobody knows what they cost: not the same as a request that used none. */
export function isUnpriced(
  request: Pick<RequestDetail, "costMicroUsd" | "inputTokens" | "outputTokens">,
): boolean {
  return request.costMicroUsd === null && (request.inputTokens !== null || request.outputTokens !== null);
}
