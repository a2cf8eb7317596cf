import type { SelectOption } from "@/app/_ui/select";
import type { ROUTING_STRATEGIES } from "@/server/contracts/routes";

export type Strategy = (typeof ROUTING_STRATEGIES)[number];

export const STRATEGY_OPTIONS: readonly SelectOption<Strategy>[] = [
  { value: "fallback", label: "Fallback", description: "The first model answers; the others wait in order." },
  {
    value: "weighted",
    label: "Weighted",
    description: "Sessions are spread by weight; each keeps its model.",
  },
  { value: "round_robin", label: "Round robin", description: "Requests take turns." },
  {
    value: "latency_based",
    label: "Lowest latency",
    description: "The model that was quickest lately answers.",
  },
  {
    value: "feedback_driven",
    label: "Feedback-driven",
    description: "What users liked decides, for what it costs; benchmarks until they speak.",
  },
  { value: "pinned", label: "Pinned", description: "Always the pinned model, else the first." },
];

export function strategyLabel(strategy: Strategy): string {
  return STRATEGY_OPTIONS.find(({ value }) => value === strategy)?.label ?? strategy;
}
