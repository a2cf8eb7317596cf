import { SANDBOX_MODELS } from "@/server/contracts/sandbox-models";
import { findPricedModel } from "./price-book";

/** How many tokens a model reads at once; null when nobody has said. */
export function contextWindow(providerId: string, model: string): number | null {
  if (providerId === "sandbox") return SANDBOX_MODELS.get(model)?.contextWindow ?? null;
  return findPricedModel(providerId, model)?.info.context_window ?? null;
}
