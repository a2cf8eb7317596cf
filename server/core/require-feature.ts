import { entitled, FEATURE_WORDS, type Feature, planWith } from "@/server/contracts/plans";
import type { Ctx } from "./context";
import { AppError } from "./errors";

/** Throws `plan_required`, naming the feature, unless the organisation's plan includes it. */
export function requireFeature(ctx: Ctx, feature: Feature): void {
  if (entitled(ctx.planId, feature)) return;
  throw new AppError("plan_required", `plan lacks ${feature}`, {
    userMessage: `${FEATURE_WORDS[feature].name}: part of the ${planWith(feature).name} plan.`,
    feature,
  });
}
