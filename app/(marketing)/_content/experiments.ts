import type { Term } from "./docs";

export const RESULT_TERMS: readonly Term[] = [
  { name: "nps", text: "Mean of the end users’ answers, 0 to 10, and how many there are." },
  { name: "quality", text: "What your people’s ratings, thumbs and metrics say, from 0 to 1." },
  { name: "success_rate", text: "Share of sessions whose requests were answered." },
  { name: "comparison", text: "B less A from 0 to 1, with its interval and p-value." },
  { name: "winner", text: "A, B, tie (nobody would notice a difference), or null while that is not known." },
];

export const CONSTRAINT_TERMS: readonly Term[] = [
  {
    name: "max_regression",
    text: "How much worse than the route’s first model a model may have been rated: {value, window}, as a share of the scale.",
  },
  {
    name: "max_cost_increase",
    text: "How much dearer than the first model it may be: {value, window}; 0.1 is a tenth.",
  },
  {
    name: "max_cost_drop_without_validation",
    text: "A model cheaper by more than this share waits for scores.",
  },
  { name: "min_samples_before_promotion", text: "Scores a model needs before it is chosen." },
  { name: "confidence_threshold", text: "Below it a route that learns keeps to its first model." },
  { name: "max_outcome_variance", text: "How much a model’s scores may vary." },
  {
    name: "require_shadow_before_live",
    text: "Only models that have passed a shadow phase on the route; its first model needs none.",
  },
  {
    name: "cost_limit_monthly_usd, max_tokens_per_window, token_window_seconds, max_requests_per_minute",
    text: "Spend and rate of the whole organisation, the last one of each key.",
  },
];

export function createExperimentSnippet(baseUrl: string): string {
  return `curl ${baseUrl}/experiments \\
  -H "Authorization: Bearer $FLOOPY_API_KEY" \\
  -H "Content-Type: application/json" \\
  -H "X-Floopy-Confirm: experiments" \\
  -d '{"name": "Cheaper first", "variant_a_routing_rule_id": "'$ROUTE_A'", "variant_b_routing_rule_id": "'$ROUTE_B'", "split_percentage": 20}'`;
}

export function endExperimentSnippet(baseUrl: string): string {
  return `curl ${baseUrl}/experiments/$EXPERIMENT_ID/results \\
  -H "Authorization: Bearer $FLOOPY_API_KEY"

curl -X POST ${baseUrl}/experiments/$EXPERIMENT_ID/rollback \\
  -H "Authorization: Bearer $FLOOPY_API_KEY" \\
  -H "X-Floopy-Confirm: experiments"`;
}

export function experimentsPythonSnippet(baseUrl: string): string {
  return `import os
from floopy import Floopy

client = Floopy(api_key=os.environ["FLOOPY_API_KEY"], base_url="${baseUrl}")

experiment = client.experiments.create(
    name="Cheaper first",
    variant_a_routing_rule_id=os.environ["ROUTE_A"],
    variant_b_routing_rule_id=os.environ["ROUTE_B"],
    split_percentage=20,
)

results = client.experiments.results(experiment.id)
print(results.winner, results.variant_a.sample_size, results.variant_b.sample_size)

client.experiments.rollback(experiment.id)`;
}

export function constraintsSnippet(baseUrl: string): string {
  return `curl -X PUT ${baseUrl}/constraints \\
  -H "Authorization: Bearer $FLOOPY_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"max_regression": {"value": 0.05, "window": "rolling_7d"}, "min_samples_before_promotion": 40}'`;
}
