import { type Feature, PLANS, type Plan } from "@/server/contracts/plans";

/** `now` = who takes the plan today has it. */
export type Availability = "now" | "coming";

const number = new Intl.NumberFormat("en");

/** Whole dollars when they are whole. */
export function dollars(microUsd: number): string {
  const usd = microUsd / 1_000_000;
  return `$${Number.isInteger(usd) ? number.format(usd) : usd.toFixed(2)}`;
}

export const PLAN_ORDER: readonly Plan[] = [PLANS.free, PLANS.pro, PLANS.enterprise];

interface PlanRow {
  label: string;
  value: (plan: Plan) => string;
}

/** Enterprise figures are minimums of a contract, so they are not printed as if they were the offer. */
const byContract = (plan: Plan, text: string): string =>
  plan.monthlyMicroUsd === null ? "by contract" : text;
const orUnlimited = (count: number | null): string => (count === null ? "unlimited" : number.format(count));

export const PLAN_ROWS: readonly PlanRow[] = [
  { label: "Requests a month", value: (plan) => byContract(plan, orUnlimited(plan.requestsMonthly)) },
  { label: "Past that", value: pastQuota },
  { label: "Projects", value: (plan) => orUnlimited(plan.projectsMax) },
  { label: "Seats", value: (plan) => orUnlimited(plan.seatsMax) },
  {
    label: "Text kept",
    value: (plan) => byContract(plan, `${plan.retentionDays.bodies} days`),
  },
  { label: "Metadata kept", value: (plan) => byContract(plan, `${plan.retentionDays.metadata} days`) },
  { label: "Requests a minute", value: (plan) => byContract(plan, number.format(plan.requestsPerMinute)) },
];

function pastQuota(plan: Plan): string {
  if (plan.overageBlock) {
    return `${dollars(plan.overageBlock.microUsd)} per ${number.format(plan.overageBlock.requests)}`;
  }
  if (plan.hardStopMultiple) return `bodies off, stop at ${plan.hardStopMultiple}×`;
  return "by contract";
}

export function planPrice(plan: Plan): { amount: string; unit: string } {
  if (plan.monthlyMicroUsd === null) return { amount: "Custom", unit: "by contract" };
  return {
    amount: dollars(plan.monthlyMicroUsd),
    unit: plan.monthlyMicroUsd === 0 ? "no card needed" : "a month",
  };
}

export const FEATURE_NAMES = {
  constraints: { name: "Limits on what the router may change", availability: "now" },
  experiments: { name: "Live experiments", availability: "now" },
  promotion: { name: "Shadow and canary promotion of models", availability: "now" },
  explain: { name: "Dry-run explanation of a decision", availability: "now" },
  decision_export: { name: "Export of decisions", availability: "now" },
  semantic_cache: { name: "Semantic cache", availability: "now" },
  custom_firewall_rules: { name: "Firewall rules of your own", availability: "now" },
  alert_channels: { name: "Webhooks", availability: "now" },
  learning_opt_out: { name: "Opt-out of the shared model", availability: "now" },
  sso: { name: "Single sign-on (OpenID Connect)", availability: "now" },
  scim: { name: "Directory sync (SCIM)", availability: "now" },
  custom_roles: { name: "Roles of your own", availability: "coming" },
  audit_export: { name: "Export of the audit log", availability: "now" },
} as const satisfies Record<Feature, { name: string; availability: Availability }>;
