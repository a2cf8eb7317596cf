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

const explained = (model: string, headers: Record<string, string> = {}): Step =>
  post("/routing/explain", { model, messages: [{ role: "user", content: "hi" }] }, headers);

export const EXPERIMENT_CASES: Readonly<Record<string, RestCase>> = {
  "POST /v1/routing/explain": {
    kind: "keyed",
    plain: explained("custom/ours"),
    withNames: (names) => ({
      route: explained(`route:${names.routeSlug}`),
      "route by header": explained("custom/absent", { "floopy-route": names.routeSlug }),
      project: explained("custom/absent", { "floopy-project-id": names.projectId }),
      model: explained(`custom/${names.model}`),
      "provider key": explained(`${names.providerKeyId}/${names.model}`),
    }),
  },
  "GET /v1/export/decisions": {
    kind: "keyed",
    plain: get("/export/decisions?from=2026-01-01&to=2026-01-02"),
    withNames: () => ({}),
  },
  "GET /v1/optimization/verification": {
    kind: "keyed",
    plain: get("/optimization/verification?route_id=rt_none"),
    withNames: ({ routeId }) => ({ route: get(`/optimization/verification?route_id=${routeId}`) }),
  },
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
