import type { Quota } from "@/server/contracts/quota";

export type QuotaStepKind = "quota" | "stop";
export interface QuotaStep {
  /** Of the included requests, or of those after which requests end. */
  kind: QuotaStepKind;
  percent: 80 | 100;
}

const PERCENTS = [80, 100] as const;

/** What of a month's quota is reached, the latest last. */
export function quotaSteps({ included, stopAt }: Quota, counted: number): QuotaStep[] {
  const isReached = (limit: number, percent: number): boolean => counted * 100 >= limit * percent;
  const of = (kind: QuotaStepKind, limit: number | null): QuotaStep[] =>
    limit === null
      ? []
      : PERCENTS.filter((percent) => isReached(limit, percent)).map((percent) => ({ kind, percent }));
  // Where nothing lies between the two, one mail says both.
  return [...of("quota", included === stopAt ? null : included), ...of("stop", stopAt)];
}
