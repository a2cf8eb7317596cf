import { get, post, type RestCase, type Step } from "./rest-walk-case";

const CONFIRMED = { "x-floopy-confirm": "experiments" };

const newExperiment = (a: string, b: string): Step =>
  post("/experiments", { name: "x", variant_a_routing_rule_id: a, variant_b_routing_rule_id: b }, CONFIRMED);

function experimentCall(method: string, what: string): RestCase {
  const step = (id: string): Step => ({ method, path: `/experiments/${id}/${what}`, headers: CONFIRMED });
  return {
    kind: "keyed",
    plain: step("exp_none"),
    withNames: ({ experimentId }) => ({ experiment: step(experimentId) }),
  };
}

export const EXPERIMENT_CASES: Readonly<Record<string, RestCase>> = {
  "GET /v1/experiments": { kind: "keyed", plain: get("/experiments"), withNames: () => ({}) },
  "POST /v1/experiments": {
    kind: "keyed",
    plain: newExperiment("rt_none", "rt_other"),
    withNames: ({ routeId }) => ({ route: newExperiment(routeId, "rt_other") }),
  },
  "GET /v1/experiments/{id}/results": experimentCall("GET", "results"),
  "POST /v1/experiments/{id}/rollback": experimentCall("POST", "rollback"),
  "POST /v1/experiments/{id}/complete": experimentCall("POST", "complete"),
};
