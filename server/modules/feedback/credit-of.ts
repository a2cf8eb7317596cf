import type { EventType, FeedbackKind, Proof } from "@/server/contracts/feedback";

/** What a piece of feedback teaches: which kind of signal it is, and how good it says the answer was, from 0 to 1. */
export interface Credit {
  signal: "nps" | "auto" | "implicit" | "manual";
  score01: number;
}

export interface CreditedFeedback {
  kind: FeedbackKind;
  score: number | null;
  isUseful: boolean | null;
  value: number | null;
}

/**
 * A thumb is behaviour of the end user; a rating comes from the customer's own people; a metric is measured by the
 * customer's code, and teaches where it is a yes or no or a share. A correction says that the answer was not good
 * enough. Comments and demonstrations teach no number.
 */
export function creditOf({ kind, score, isUseful, value }: CreditedFeedback): Credit | null {
  switch (kind) {
    case "nps":
      return score === null ? null : { signal: "nps", score01: score / 10 };
    case "thumb":
      return isUseful === null ? null : { signal: "implicit", score01: Number(isUseful) };
    case "rating":
      if (score !== null) return { signal: "manual", score01: score / 10 };
      return isUseful === null ? null : { signal: "manual", score01: Number(isUseful) };
    case "metric":
      return value === null || value < 0 || value > 1 ? null : { signal: "auto", score01: value };
    case "correction":
      return { signal: "implicit", score01: 0 };
    case "comment":
    case "demonstration":
      return null;
  }
}

/** What was done with an answer, as good or bad. Leaving says nothing by itself: success looks the same. */
export function creditOfEvent(type: EventType, value: number | null): Credit | null {
  switch (type) {
    case "copy":
    case "accept":
      return { signal: "implicit", score01: 1 };
    case "regenerate":
    case "rephrase":
    case "handoff":
      return { signal: "implicit", score01: 0 };
    // The share of the answer that was changed.
    case "edit":
      return value === null ? null : { signal: "implicit", score01: 1 - value };
    case "abandon":
      return null;
  }
}

/** Who vouches for it: the customer's server, a token of theirs, or nobody. */
export function channelOf(proof: Proof): "server" | "signed" | "anonymous" {
  if (proof === "server" || proof === "anonymous") return proof;
  return "signed";
}
