import { ErasedCounts } from "@/server/contracts/erasure";

export const NOTHING_ERASED: ErasedCounts = {
  sessions: 0,
  requests: 0,
  request_bodies: 0,
  decisions: 0,
  nps_responses: 0,
  nps_asks: 0,
  feedback: 0,
  events: 0,
  scores: 0,
  dataset_rows: 0,
  evaluation_results: 0,
  checks: 0,
  judgements: 0,
  ratings: 0,
  firewall_reviews: 0,
  dry_run_changes: 0,
  queued_messages: 0,
};

/** What a row of `erasures` has stored; kinds that came later count zero. */
export function readCounts(stored: unknown): ErasedCounts {
  const known = typeof stored === "object" ? stored : null;
  return ErasedCounts.parse({ ...NOTHING_ERASED, ...known });
}

export function addCounts(left: ErasedCounts, right: Partial<ErasedCounts>): ErasedCounts {
  const sum = { ...left };
  for (const kind of Object.keys(NOTHING_ERASED).filter(isKind)) sum[kind] += right[kind] ?? 0;
  return sum;
}

function isKind(name: string): name is keyof ErasedCounts {
  return Object.hasOwn(NOTHING_ERASED, name);
}
