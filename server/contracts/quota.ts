import { type Plan, TRIAL_STOP_MULTIPLE } from "./plans";

/** What of an organisation's subscription bears on its requests of a month. */
export interface QuotaTerms {
  /** Null: no cap. */
  overageCapMicroUsd: number | null;
  isTrial: boolean;
  /** Requests of this month (`2026-11-01`) from before the plan began; they count for nothing. */
  before?: { month: string; requests: number } | null;
}

export const NO_TERMS: QuotaTerms = { overageCapMicroUsd: null, isTrial: false };

/** What a month's requests are held against. */
export interface Quota {
  /** Null: as many as you like. */
  included: number | null;
  /** Past these, requests go on but what was said is not stored. Null: it always is. */
  textsUntil: number | null;
  /** The last request that is forwarded. Null: there is none. */
  stopAt: number | null;
  /** Past the included ones, requests are paid for in blocks. */
  sellsOverage: boolean;
}

/** What the plan table says of a month, with the organisation's own terms. Pure, shared by server and screens. */
export function quotaOf(plan: Plan, { overageCapMicroUsd: cap, isTrial }: QuotaTerms): Quota {
  const { requestsMonthly: included, hardStopMultiple, overageBlock } = plan;
  if (included === null) return { included, textsUntil: null, stopAt: null, sellsOverage: false };
  const multiple = isTrial ? TRIAL_STOP_MULTIPLE : hardStopMultiple;
  if (multiple !== null)
    return { included, textsUntil: included, stopAt: included * multiple, sellsOverage: false };
  if (overageBlock === null || cap === null)
    return { included, textsUntil: null, stopAt: null, sellsOverage: overageBlock !== null };
  const sold = Math.floor(cap / overageBlock.microUsd) * overageBlock.requests;
  return { included, textsUntil: null, stopAt: included + sold, sellsOverage: true };
}

/** Of a month's requests those that count towards the quota. */
export function countedRequests(requests: number, month: string, { before }: QuotaTerms): number {
  return before?.month === month ? Math.max(0, requests - before.requests) : requests;
}
