import { shortPromptRate } from "@/app/_lib/rates";
import type { ModelRow } from "@/server/contracts/models";
import type { ModelSort, ModelsParams } from "../search-params";

type Filters = Pick<ModelsParams, "q" | "provider" | "can" | "price" | "sort">;

/** The rows that the URL asks for, in its order. Unknown figures come last, whichever way is up. */
export function shownModels(models: readonly ModelRow[], filters: Filters): ModelRow[] {
  const words = (filters.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return models
    .filter((model) => isShown(model, filters, words))
    .sort((left, right) => compare(left, right, filters.sort) || (left.id < right.id ? -1 : 1));
}

function isShown(model: ModelRow, { provider, can, price }: Filters, words: readonly string[]): boolean {
  if (provider !== null && model.provider !== provider) return false;
  if (can !== null && model.capabilities?.includes(can) !== true) return false;
  if (price === "known" && model.price === null) return false;
  if (price === "unknown" && model.price !== null) return false;
  if (price === "own" && model.priceSource !== "override") return false;
  const text = `${model.id} ${model.name}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function compare(left: ModelRow, right: ModelRow, sort: ModelSort): number {
  switch (sort) {
    case "name":
      return 0;
    case "used":
      return right.requests - left.requests || time(right) - time(left);
    case "cost":
      return right.costMicroUsd - left.costMicroUsd;
    case "context":
      return (right.contextWindow ?? -1) - (left.contextWindow ?? -1);
    case "cheapest":
      return input(left, Number.POSITIVE_INFINITY) - input(right, Number.POSITIVE_INFINITY) || 0;
    case "dearest":
      return input(right, -1) - input(left, -1);
  }
}

const time = ({ lastUsedAt }: ModelRow): number => lastUsedAt?.getTime() ?? 0;
const input = ({ price }: ModelRow, unknown: number): number => shortPromptRate(price?.input) ?? unknown;
