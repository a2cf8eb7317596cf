import type { UsageDetails } from "@/server/pricing/token-usage";

/** More than any call can use: such a count is damage and counts as absent. */
const COUNT_MAX = 1_000_000_000;

export function count(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= COUNT_MAX
    ? value
    : null;
}

export function firstCount(...values: readonly unknown[]): number | null {
  for (const value of values) {
    const counted = count(value);
    if (counted !== null) return counted;
  }
  return null;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

/** Only what there was any of: most calls have none of these. */
export function nonZero(details: UsageDetails): UsageDetails {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null && value !== 0));
}

/** Words for the ordinary tier: not worth keeping with every request. */
const ORDINARY: ReadonlySet<unknown> = new Set(["default", "standard", "auto", "on_demand"]);

/** Anthropic and Bedrock name the service tier inside the usage; others beside it. Nothing for the ordinary one. */
export function tierOf(holder: Readonly<Record<string, unknown>>): Pick<UsageDetails, "serviceTier"> {
  const { service_tier: tier } = holder;
  if (typeof tier !== "string" || tier === "" || tier.length > 40 || ORDINARY.has(tier)) return {};
  return { serviceTier: tier };
}
