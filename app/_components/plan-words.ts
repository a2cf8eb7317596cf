import type { Feature, Plan } from "@/server/contracts/plans";
import type { UsageReport } from "@/server/contracts/usage-report";

const number = (count: number): string => count.toLocaleString("en-US");

/** Whole dollars when they are whole. */
export function dollars(microUsd: number): string {
  const usd = microUsd / 1_000_000;
  return `$${Number.isInteger(usd) ? number(usd) : usd.toFixed(2)}`;
}

const orUnlimited = (count: number | null): string => (count === null ? "unlimited" : number(count));

export interface PlanFact {
  label: string;
  value: string;
}

/** What a plan gives, in the words of every screen that compares plans. A contract's minimums are no offer, and not told. */
export function planFacts(plan: Plan): PlanFact[] {
  const offered = (text: string): string => (plan.monthlyMicroUsd === null ? "by contract" : text);
  return [
    { label: "Requests a month", value: offered(orUnlimited(plan.requestsMonthly)) },
    { label: "Past that", value: pastQuota(plan) },
    { label: "Projects", value: orUnlimited(plan.projectsMax) },
    { label: "Seats", value: orUnlimited(plan.seatsMax) },
    { label: "Texts kept", value: offered(`${plan.retentionDays.bodies} days`) },
    { label: "Everything else kept", value: offered(`${plan.retentionDays.metadata} days`) },
    { label: "Requests a minute", value: offered(number(plan.requestsPerMinute)) },
  ];
}

export function planPrice(plan: Plan): { amount: string; unit: string } {
  if (plan.monthlyMicroUsd === null) return { amount: "Custom", unit: "by contract" };
  return {
    amount: dollars(plan.monthlyMicroUsd),
    unit: plan.monthlyMicroUsd === 0 ? "no card needed" : "a month",
  };
}

function pastQuota({ overageBlock, requestsMonthly, hardStopMultiple }: Plan): string {
  if (overageBlock !== null) return `${dollars(overageBlock.microUsd)} per ${number(overageBlock.requests)}`;
  if (requestsMonthly === null || hardStopMultiple === null) return "by contract";
  return `no texts, up to ${number(requestsMonthly * hardStopMultiple)}`;
}

/** Features that one plan has and the other has not. */
export function featuresGained(from: Plan, to: Plan): Feature[] {
  return to.features.filter((feature) => !from.features.includes(feature));
}

/** Where requests go on past what is included, and are paid for, nothing is wrong: only where they end is it an error. */
export function quotaTone(
  usage: Pick<UsageReport, "requestsCounted" | "requestsQuota" | "requestsHardStop">,
): "accent" | "warning" | "error" {
  const { requestsCounted, requestsQuota, requestsHardStop } = usage;
  if (requestsHardStop !== null && requestsCounted >= requestsHardStop) return "error";
  return requestsQuota !== null && requestsCounted >= requestsQuota * 0.8 ? "warning" : "accent";
}
