import { z } from "zod";

export const PLAN_IDS = ["free", "pro", "enterprise"] as const;
export const PlanIdSchema = z.enum(PLAN_IDS);
export type PlanId = z.infer<typeof PlanIdSchema>;

export const FEATURES = [
  "constraints",
  "experiments",
  "promotion",
  "explain",
  "decision_export",
  "semantic_cache",
  "custom_firewall_rules",
  "alert_channels",
  "learning_opt_out",
  "sso",
  "scim",
  "custom_roles",
  "audit_export",
] as const;
export type Feature = (typeof FEATURES)[number];

interface FeatureWords {
  name: string;
  /** For those who do not have it. */
  does: string;
  /** It is sold with a plan and not there yet. */
  isComing?: true;
}

/** What features are called and do, wherever it is said. */
export const FEATURE_WORDS: Readonly<Record<Feature, FeatureWords>> = {
  constraints: {
    name: "Limits on what the router may change",
    does: "Limits on what the router may change by itself: cost, latency, quality, models.",
  },
  experiments: {
    name: "Live experiments",
    does: "Live experiments: sessions are split between two routes, and the worse one is ended.",
  },
  promotion: {
    name: "Shadow and canary promotion of models",
    does: "Shadow and canary: a model is tried beside the live one before all users get it.",
  },
  explain: {
    name: "Dry-run explanation of a decision",
    does: "The dry run: which model a request would go to, and why, without calling it.",
  },
  decision_export: {
    name: "Export of decisions",
    does: "Every routing decision as a stream that proves itself, for your own analysis.",
  },
  semantic_cache: {
    name: "Semantic cache",
    does: "The semantic cache: a question in other words gets the kept answer, too.",
  },
  custom_firewall_rules: {
    name: "Firewall rules of your own",
    does: "Firewall rules of your own: keywords, topics and patterns to note, replace or stop.",
  },
  alert_channels: {
    name: "Webhooks",
    does: "Webhooks: your endpoints are told of alerts, scores and routing changes.",
  },
  learning_opt_out: {
    name: "Learning alone",
    does: "Learning alone: nothing of yours enters the shared model, with a receipt.",
  },
  sso: {
    name: "Single sign-on",
    does: "Single sign-on: your people sign in at your identity provider, any that speaks OpenID Connect.",
  },
  scim: {
    name: "Directory sync",
    does: "Directory sync (SCIM): people come and go with your directory, and its groups give roles.",
  },
  custom_roles: {
    name: "Roles of your own",
    does: "Roles of your own beside the built-in ones.",
    isComing: true,
  },
  audit_export: {
    name: "Export of the audit log",
    does: "The audit log as a file, JSON lines or CSV, with its chain of hashes.",
  },
};

/** `null` = no limit. Money in micro-USD, retention in days. */
export interface Plan {
  id: PlanId;
  name: string;
  /** Price of a month; null = by contract. */
  monthlyMicroUsd: number | null;
  requestsMonthly: number | null;
  /** Free stops hard at this multiple of its quota; null where overage is sold instead. */
  hardStopMultiple: number | null;
  overageBlock: { requests: number; microUsd: number } | null;
  projectsMax: number | null;
  seatsMax: number | null;
  retentionDays: { bodies: number; metadata: number };
  /** How far back decisions can be read. */
  decisionDays: number;
  requestsPerMinute: number;
  features: readonly Feature[];
}

const PRO_FEATURES = [
  "constraints",
  "experiments",
  "promotion",
  "explain",
  "decision_export",
  "semantic_cache",
  "custom_firewall_rules",
  "alert_channels",
] as const satisfies readonly Feature[];

export const PLANS = {
  free: {
    id: "free",
    name: "Free",
    monthlyMicroUsd: 0,
    requestsMonthly: 20_000,
    hardStopMultiple: 5,
    overageBlock: null,
    projectsMax: 1,
    seatsMax: 3,
    retentionDays: { bodies: 14, metadata: 30 },
    decisionDays: 7,
    requestsPerMinute: 100,
    features: [],
  },
  pro: {
    id: "pro",
    name: "Pro",
    monthlyMicroUsd: 59_000_000,
    requestsMonthly: 200_000,
    hardStopMultiple: null,
    overageBlock: { requests: 100_000, microUsd: 8_000_000 },
    projectsMax: 10,
    seatsMax: null,
    retentionDays: { bodies: 30, metadata: 180 },
    decisionDays: 31,
    requestsPerMinute: 3_000,
    features: PRO_FEATURES,
  },
  enterprise: {
    id: "enterprise",
    name: "Enterprise",
    monthlyMicroUsd: null,
    requestsMonthly: null,
    hardStopMultiple: null,
    overageBlock: null,
    projectsMax: null,
    seatsMax: null,
    retentionDays: { bodies: 90, metadata: 400 },
    decisionDays: 90,
    requestsPerMinute: 60_000,
    features: FEATURES,
  },
} as const satisfies Record<PlanId, Plan>;

/** Days of the life of a subscription; the last is how long data stays as it was kept after a downgrade. */
export const BILLING_DAYS = { trial: 14, grace: 7, kept: 30 } as const;

/** Nothing past the included requests is sold in a trial; at this multiple of them it stops. */
export const TRIAL_STOP_MULTIPLE = 2;

/** The cheapest plan that has the feature. */
export function planWith(feature: Feature): Plan {
  return PLANS[PLAN_IDS.find((planId) => entitled(planId, feature)) ?? "enterprise"];
}

/** Whether a plan includes a feature. Pure, shared by server and screens. */
export function entitled(planId: PlanId, feature: Feature): boolean {
  const plan: Plan = PLANS[planId];
  return plan.features.includes(feature);
}
