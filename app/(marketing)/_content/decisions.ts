import { FILTER_REASONS_TOLD } from "@/app/_components/decision/decision-texts";
import type { Term } from "./docs";

export const DECISION_PARTS: readonly Term[] = [
  {
    name: "explanation",
    text: "The decision in sentences, put together from its own numbers. No model writes it.",
  },
  {
    name: "candidates",
    text: "Models that could be chosen: the chance of each (propensity, all of them add up to 1), what it was expected to be liked (quality, with its 95 % interval), your own scores behind it, and how much came from other organisations.",
  },
  { name: "filtered", text: "Models that could not be chosen, each with the reason." },
  {
    name: "weights",
    text: "What share of the evidence end users, evaluations, your people and benchmarks gave.",
  },
  { name: "phase", text: "day0: benchmarks lead. auto: evaluations and ratings lead. nps: end users lead." },
  {
    name: "confidence",
    text: "From 0 to 1, a rule of thumb: held down while scores are few, close together or other organisations’.",
  },
  {
    name: "decision_trace",
    text: "Route, experiment, snapshot of the shared model, why the winner won, and every call that was made.",
  },
];

export const FILTER_TERMS: readonly Term[] = FILTER_REASONS_TOLD.map(({ reason, text }) => ({
  name: reason,
  text: `The model ${text}.`,
}));

export function getDecisionSnippet(baseUrl: string): string {
  return `curl ${baseUrl}/decisions/$REQUEST_ID \\
  -H "Authorization: Bearer $FLOOPY_API_KEY"`;
}

export function exportDecisionsSnippet(baseUrl: string): string {
  return `curl -G ${baseUrl}/export/decisions \\
  -H "Authorization: Bearer $FLOOPY_API_KEY" \\
  -d from=2026-11-01 -d to=2026-11-07 -d format=csv -o decisions.csv`;
}

export function decisionsPythonSnippet(baseUrl: string): string {
  return `import os
from floopy import Floopy

client = Floopy(api_key=os.environ["FLOOPY_API_KEY"], base_url="${baseUrl}")

client.chat.completions.create(
    model="auto",
    messages=[{"role": "user", "content": "Where is my parcel?"}],
    extra_headers={"floopy-session-id": "chat-42"},
)

# Decisions are stored within about a second of their answer.
for decision in client.decisions.iterate(session_id="chat-42"):
    trace = decision.decision_trace
    print(decision.request_id, decision.model, trace["selection"], trace["propensity"])
    print(client.decisions.get(decision.request_id).explanation)`;
}
