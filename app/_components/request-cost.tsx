import { formatCost, UNKNOWN } from "@/app/_lib/format";
import { Badge } from "@/app/_ui/badge";
import type { RequestRow } from "@/server/contracts/requests";
import { isUnpriced } from "./request-sheet/is-unpriced";

type Costed = Pick<RequestRow, "costMicroUsd" | "isUsageEstimated" | "inputTokens" | "outputTokens">;

/** What a request cost: “≈” where tokens were estimated, “no price” where nobody knows it, never a zero for either. */
export function RequestCost({ request }: { request: Costed }) {
  if (isUnpriced(request)) {
    return (
      <span title="No price is known for this model. Set one on the models page.">
        <Badge tone="warning">no price</Badge>
      </span>
    );
  }
  if (request.costMicroUsd === null) return UNKNOWN;
  if (!request.isUsageEstimated) return formatCost(request.costMicroUsd);
  return (
    <span title="The provider reported no usage: tokens and cost are estimates.">
      <span aria-hidden>≈ </span>
      <span className="sr-only">about </span>
      {formatCost(request.costMicroUsd)}
    </span>
  );
}
