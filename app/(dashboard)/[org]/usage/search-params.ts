import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";

export const USAGE_PARTS = ["model", "project", "key"] as const;
export type UsagePartKind = (typeof USAGE_PARTS)[number];

/** `month` as 2026-11; the current one without it. */
export const usageParams = {
  month: parseAsString,
  by: parseAsStringLiteral(USAGE_PARTS).withDefault("model"),
};

export const loadUsageParams = createLoader(usageParams);

/** What is not a month is taken for none, as a link may be cut off. */
export function monthInput(month: string | null): { month?: string } {
  return month !== null && /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? { month } : {};
}
