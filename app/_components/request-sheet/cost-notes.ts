import { formatCost, formatCount } from "@/app/_lib/format";
import type { CostBreakdown } from "@/server/contracts/prices";
import type { RequestDetail } from "@/server/contracts/requests";
import { isUnpriced } from "./is-unpriced";

type Costed = Pick<
  RequestDetail,
  "costMicroUsd" | "isUsageEstimated" | "isSandbox" | "inputTokens" | "outputTokens" | "costBreakdown"
>;

/** Where a cost comes from and what to know of it, in sentences. */
export function costNotes(request: Costed): string[] {
  const { costBreakdown } = request;
  return [
    ...(request.isUsageEstimated
      ? ["The provider did not report usage; these tokens are our estimate."]
      : []),
    ...(isUnpriced(request)
      ? [
          "No price is known for this model, so its cost is unknown rather than 0. Set one on the models page; past requests are then priced too.",
        ]
      : []),
    ...(costBreakdown === null
      ? []
      : [
          sourceNote(costBreakdown, request.isSandbox),
          ...tierNotes(costBreakdown),
          ...statedNote(request, costBreakdown),
        ]),
  ];
}

function sourceNote({ source, version, parts }: CostBreakdown, isSandbox: boolean): string {
  const changed = parts === null ? " Prices have changed since, so only the sums are shown." : "";
  if (isSandbox) return `Fictional prices of the sandbox.${changed}`;
  switch (source) {
    case "list":
      return `Public price list, version ${version?.split(":")[0] ?? "unknown"}.${changed}`;
    case "override":
      return `Your own price (${version ?? "removed"}).${changed}`;
    case "provider":
      return "No price is known for this model: the cost is what the provider says it charged.";
  }
}

function tierNotes({ tierStart, serviceTier, serviceTierFactor, serviceTierState }: CostBreakdown): string[] {
  const notes: string[] = [];
  if (tierStart !== null) {
    notes.push(`The prompt is longer than ${formatCount(tierStart)} tokens, so the higher price holds.`);
  }
  if (serviceTier === null) return notes;
  if (serviceTierState === "unpublished") {
    notes.push(
      `Service tier “${serviceTier}”: the provider publishes no price for it, so the standard one is used.`,
    );
  } else if (serviceTierFactor !== null && serviceTierFactor !== 1) {
    notes.push(`Service tier “${serviceTier}”: ${serviceTierFactor} × the standard price.`);
  } else {
    notes.push(`Service tier “${serviceTier}”.`);
  }
  return notes;
}

/** Worth a word only where the provider's own figure is another one. */
function statedNote({ costMicroUsd }: Costed, { statedMicroUsd, source }: CostBreakdown): string[] {
  if (statedMicroUsd === null || source === "provider" || statedMicroUsd === costMicroUsd) return [];
  return [`The provider’s own figure is ${formatCost(statedMicroUsd)}.`];
}
