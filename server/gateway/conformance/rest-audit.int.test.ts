import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestKey } from "@/server/testing/gateway-tenant";
import { auditTrail } from "@/server/testing/verb-checks";
import { createWalkOrg, type WalkIds } from "@/server/testing/walk-fixture";
import { RESOURCES } from "../resources/resource-table";
import { type Harness, startHarness } from "./harness";
import { rawCall } from "./raw-call";
import { post, type Step } from "./rest-walk-case";

const CONFIRMED = { "x-floopy-confirm": "experiments" };
const MESSAGES = [{ role: "user", content: "hi" }];

const send = (method: string, path: string, body: object | null = null): Step => ({
  ...{ method, path, headers: CONFIRMED },
  ...(body === null ? {} : { body: JSON.stringify(body) }),
});

/** A call of each route that changes what an organisation has set up, with what the fixture holds. */
const CHANGES: Readonly<Record<string, (ids: WalkIds) => Step>> = {
  "PUT /v1/constraints": () => send("PUT", "/constraints", { max_requests_per_minute: 50 }),
  "POST /v1/experiments": ({ routeId, otherRouteId }) =>
    send("POST", "/experiments", {
      ...{ name: "x", variant_a_routing_rule_id: routeId, variant_b_routing_rule_id: otherRouteId },
    }),
  "POST /v1/experiments/{id}/rollback": (ids) => send("POST", `/experiments/${ids.experimentId}/rollback`),
  "POST /v1/experiments/{id}/complete": (ids) => send("POST", `/experiments/${ids.experimentId}/complete`),
  "POST /v1/evaluations": ({ datasetId }) =>
    post("/evaluations", { dataset_id: datasetId, model: "sandbox/quick" }),
  "POST /v1/evaluations/{id}/cancel": ({ evaluationId }) => post(`/evaluations/${evaluationId}/cancel`, {}),
  "POST /v1/datasets": () => post("/datasets", { name: "x" }),
  "DELETE /v1/datasets/{id}": ({ otherDatasetId }) => send("DELETE", `/datasets/${otherDatasetId}`),
  "POST /v1/datasets/{id}/rows": ({ datasetId }) =>
    post(`/datasets/${datasetId}/rows`, { rows: [{ input: "hi" }] }),
  "POST /v1/prompts": () => post("/prompts", { name: "x", messages: MESSAGES }),
  "DELETE /v1/prompts/{id}": ({ otherPromptId }) => send("DELETE", `/prompts/${otherPromptId}`),
  "POST /v1/prompts/{id}/versions": ({ promptId }) =>
    post(`/prompts/${promptId}/versions`, { messages: MESSAGES }),
  "POST /v1/prompts/{id}/labels": ({ promptId }) =>
    post(`/prompts/${promptId}/labels`, { label: "walked", version: 1 }),
  "DELETE /v1/end-users/{id}": () => send("DELETE", "/end-users/ann"),
  "PUT /v1/learning/mode": () => send("PUT", "/learning/mode", { mode: "isolated", confirm: "learn alone" }),
};

/** Reading by POST, and asking which model a request would get, change nothing. */
const changing = Object.entries(RESOURCES).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { action }]) =>
    method === "GET" || /:read$|^request:write$/.test(action) ? [] : [`${method} ${path}`],
  ),
);

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

async function trailAfter(step: (ids: WalkIds) => Step): Promise<{ status: number; actions: string[] }> {
  const { org, ids } = await createWalkOrg();
  const permissions = ["read", "write", "admin"];
  const apiKey = await createTestKey(org, { permissions, createdBy: org.userId });
  const { path, ...call } = step(ids);
  const { status } = await rawCall(`${harness.baseUrl("lean")}${path}`, apiKey, call);
  return { status, actions: (await auditTrail(org)).map(({ action }) => action) };
}

describe("every route of the API that changes what is set up", () => {
  it("has a case here, and every case is such a route", () => {
    expect(Object.keys(CHANGES).sort()).toEqual(changing.sort());
  });

  it.each(Object.entries(CHANGES))("%s writes exactly one audit entry", async (_route, step) => {
    const { status, actions } = await trailAfter(step);
    expect([200, 201, 202, 204]).toContain(status);
    expect(actions).toHaveLength(1);
  });

  it.each(["pin", "unpin"])("POST /v1/routes/{id}/%s writes exactly one audit entry", async (deed) => {
    const body = deed === "pin" ? { model: "sandbox/quick" } : {};
    const { status, actions } = await trailAfter(({ routeId }) => post(`/routes/${routeId}/${deed}`, body));
    expect(status).toBe(200);
    expect(actions).toHaveLength(1);
  });
});
