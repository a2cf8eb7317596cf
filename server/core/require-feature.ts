import { entitled, type Feature, PLAN_IDS, PLANS } from "@/server/contracts/plans";
import type { Ctx } from "./context";
import { AppError } from "./errors";

const NAMES: Partial<Record<Feature, string>> = {
  constraints: "Constraints",
  experiments: "Experiments",
  promotion: "Shadow and canary",
  explain: "The dry run of routing",
  decision_export: "The export of decisions",
  alert_channels: "Webhooks",
  sso: "Single sign-on",
  scim: "Directory sync",
  audit_export: "The export of the audit log",
};

/** Throws `plan_required`, naming the feature, unless the organisation's plan includes it. */
export function requireFeature(ctx: Ctx, feature: Feature): void {
  if (entitled(ctx.planId, feature)) return;
  const cheapest = PLAN_IDS.find((planId) => entitled(planId, feature)) ?? "enterprise";
  throw new AppError("plan_required", `plan lacks ${feature}`, {
    userMessage: `${NAMES[feature] ?? "This"} needs the ${PLANS[cheapest].name} plan.`,
    feature,
  });
}
