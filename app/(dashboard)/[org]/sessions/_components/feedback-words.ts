import type { SessionEvent, SessionFeedback } from "@/server/contracts/sessions";

const KINDS: Readonly<Record<SessionFeedback["kind"], string>> = {
  nps: "NPS",
  thumb: "Thumb",
  rating: "Rating",
  correction: "Correction",
  demonstration: "Better answer",
  metric: "Metric",
  comment: "Comment",
};

/** “Rating: 7 of 10”, “Metric resolved: 1”, “Thumb: up”. */
export function feedbackWords({ kind, score, is_useful, metric, value }: SessionFeedback): string {
  const facts = [
    score === null ? null : `${score} of 10`,
    is_useful === null ? null : is_useful ? "up" : "down",
    value === null ? null : String(value),
  ].filter((fact) => fact !== null);
  const name = metric === null ? KINDS[kind] : `${KINDS[kind]} ${metric}`;
  return facts.length === 0 ? name : `${name}: ${facts.join(", ")}`;
}

const EVENTS: Readonly<Record<SessionEvent["type"], string>> = {
  regenerate: "Asked for another answer",
  copy: "Copied the answer",
  edit: "Edited the answer",
  abandon: "Left",
  rephrase: "Asked again in other words",
  handoff: "Went to a person",
  accept: "Took the answer",
};

export function eventWords({ type, count }: SessionEvent): string {
  return count === 1 ? EVENTS[type] : `${EVENTS[type]}, ${count} times`;
}
