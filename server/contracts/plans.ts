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

/** Whether a plan includes a feature. Pure, shared by server and screens. */
export function entitled(planId: PlanId, feature: Feature): boolean {
  const plan: Plan = PLANS[planId];
  return plan.features.includes(feature);
}
