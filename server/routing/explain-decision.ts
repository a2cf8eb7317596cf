import { type ExplainedDecision, LEADS, type LeadId } from "./explanation-leads";
import { canarySentence, evidenceSentences, filterSentence, outcomeSentence } from "./explanation-sentences";

export interface Explanation {
  template: LeadId;
  text: string;
}

/**
 * A decision in words: one opening of a closed set, chosen by how the decision was made, and the sentences that its
 * numbers call for. Every number is one of the record's own; the same record always gives the same text.
 */
export function explainDecision(record: ExplainedDecision): Explanation {
  const template = leadOf(record);
  const sentences = [
    LEADS[template](record),
    ...evidenceSentences(record),
    canarySentence(record),
    filterSentence(record),
    outcomeSentence(record),
  ];
  return { template, text: sentences.filter((sentence) => sentence !== null).join(" ") };
}

function leadOf(record: ExplainedDecision): LeadId {
  switch (record.reason) {
    case "cache_hit":
      return record.outcome.cache_hit ? "cache_hit" : "replayed";
    case "no_candidate":
    case "firewall_blocked":
      return record.reason;
    case "dispatched":
    case "failed":
    case "client_closed":
    case "not_dispatched":
      return record.winner === null ? "not_dispatched" : chosenBy(record);
  }
}

const BY_SELECTION: Readonly<Record<string, LeadId>> = {
  requested_model: "requested_model",
  requested_list: "requested_list",
  pinned: "pinned",
  pin_unavailable: "pin_unavailable",
  position: "fallback_order",
  round_robin: "round_robin",
  lowest_latency: "lowest_latency",
  only_candidate: "only_candidate",
  session_kept: "session_kept",
  canary: "canary",
  learned_exploration: "learned_exploration",
  below_confidence_threshold: "kept_to_baseline",
};

function chosenBy({ selection, confidence }: ExplainedDecision): LeadId {
  const direct = selection === null ? undefined : BY_SELECTION[selection];
  if (direct !== undefined) return direct;
  if (selection !== "learned_best")
    return selection === "weighted_request" ? "weighted_request" : "weighted_session";
  if (confidence === null) return "learned";
  if (confidence >= 0.8) return "learned_high_confidence";
  return confidence >= 0.5 ? "learned_moderate_confidence" : "learned_low_confidence";
}
