import type { ErasedCounts } from "@/server/contracts/erasure";

const WORDS = {
  requests: ["request", "requests"],
  sessions: ["session", "sessions"],
  nps_responses: ["NPS answer", "NPS answers"],
  feedback: ["piece of feedback", "pieces of feedback"],
  events: ["event", "events"],
  scores: ["learned score", "learned scores"],
} as const;

/** “6 requests, 2 sessions, 1 NPS answer”; what counts zero is left out. */
export function erasedInWords(counts: ErasedCounts): string {
  const parts = Object.entries(WORDS).flatMap(([kind, [one, many]]) => {
    const count = Object.entries(counts).find(([name]) => name === kind)?.[1] ?? 0;
    return count === 0 ? [] : [`${count.toLocaleString("en-US")} ${count === 1 ? one : many}`];
  });
  return parts.length === 0 ? "Nothing was known of this user." : parts.join(", ");
}
