import { entitled, type Feature, PLAN_IDS, PLANS, type Plan } from "@/server/contracts/plans";

/** What a feature does, for those who do not have it. */
export const FEATURE_WORDS = {
  constraints: "Limits on what the router may change by itself: cost, latency, quality, models.",
  experiments: "Live experiments: sessions are split between two routes, and the worse one is ended.",
  promotion: "Shadow and canary: a model is tried beside the live one before all users get it.",
  explain: "The dry run: which model a request would go to, and why, without calling it.",
  decision_export: "Every routing decision as a stream that proves itself, for your own analysis.",
  semantic_cache: "The semantic cache: a question in other words gets the kept answer, too.",
  custom_firewall_rules:
    "Firewall rules of your own: keywords, topics and patterns to note, replace or stop.",
  alert_channels: "Webhooks: your endpoints are told of alerts, scores and routing changes.",
  learning_opt_out: "Learning alone: nothing of yours enters the shared model, with a receipt.",
  sso: "Single sign-on with your identity provider.",
  scim: "People come and go with your directory.",
  custom_roles: "Roles of your own beside the built-in ones.",
  audit_export: "The audit log as a file, with its chain of hashes.",
} as const satisfies Record<Feature, string>;

/** The cheapest plan that has the feature. */
export function planWith(feature: Feature): Plan {
  return PLANS[PLAN_IDS.find((planId) => entitled(planId, feature)) ?? "enterprise"];
}

const number = (count: number): string => count.toLocaleString("en-US");
const dollars = (microUsd: number): string => `$${number(microUsd / 1_000_000)}`;
const orUnlimited = (count: number | null): string => (count === null ? "unlimited" : number(count));

export interface PlanFact {
  label: string;
  value: string;
}

/** What a plan gives, in the words of every screen that compares plans. */
export function planFacts(plan: Plan): PlanFact[] {
  return [
    {
      label: "Price a month",
      value: plan.monthlyMicroUsd === null ? "by contract" : dollars(plan.monthlyMicroUsd),
    },
    { label: "Requests a month", value: orUnlimited(plan.requestsMonthly) },
    { label: "Past that", value: pastQuota(plan) },
    { label: "Projects", value: orUnlimited(plan.projectsMax) },
    { label: "Seats", value: orUnlimited(plan.seatsMax) },
    { label: "What was said is kept", value: `${plan.retentionDays.bodies} days` },
    { label: "Everything else is kept", value: `${plan.retentionDays.metadata} days` },
    { label: "Requests a minute", value: number(plan.requestsPerMinute) },
  ];
}

function pastQuota({ overageBlock, requestsMonthly, hardStopMultiple }: Plan): string {
  if (overageBlock !== null) return `${dollars(overageBlock.microUsd)} per ${number(overageBlock.requests)}`;
  if (requestsMonthly === null || hardStopMultiple === null) return "by contract";
  return `without texts, up to ${number(requestsMonthly * hardStopMultiple)}`;
}

/** Features that one plan has and the other has not. */
export function featuresGained(from: Plan, to: Plan): Feature[] {
  return to.features.filter((feature) => !from.features.includes(feature));
}
