import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KeyKind } from "@/server/core/api-key-format";
import { newId, uuidv7 } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { rememberProviderObjects } from "@/server/modules/provider-objects";
import {
  createGatewayTenant,
  createTestKey,
  createTestRoute,
  type GatewayTenant,
} from "@/server/testing/gateway-tenant";
import { createTestPrompt } from "@/server/testing/prompt-factory";
import { createTestRequests } from "@/server/testing/request-factory";
import { ROUTES } from "../endpoints";
import { answers, completion, FakeUpstream } from "./fake-upstream";
import { createPageKey } from "./feedback-stage";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";
import { get, type Names, post, type RestCase, type Step, upload } from "./rest-walk-case";
import { createWalkEvaluation, EVALUATION_CASES } from "./rest-walk-evaluations";
import { EXPERIMENT_CASES } from "./rest-walk-experiments";
import { FEEDBACK_CASES } from "./rest-walk-feedback";
import { PROMPT_CASES } from "./rest-walk-prompts";

/** The ways in which a header can name what belongs to somebody. */
function byHeader(names: Names, step: (headers: Record<string, string>) => Step): Record<string, Step> {
  return {
    "project id": step({ "floopy-project-id": names.projectId }),
    "project slug": step({ "floopy-project-id": names.projectSlug }),
    route: step({ "floopy-route": names.routeSlug }),
    "route of the project": step({ "floopy-project-id": names.projectId, "floopy-route": names.routeSlug }),
    "stored prompt": step({ "floopy-prompt-id": names.promptId }),
    "provider key": step({ "floopy-provider": names.providerKeyId }),
    fallback: step({ "floopy-fallback": `route:${names.routeSlug},custom/${names.model}` }),
  };
}

function modelCall(path: string, input: Record<string, unknown>): RestCase {
  const step = (model: string, headers: Record<string, string> = {}): Step =>
    post(path, { model, ...input }, headers);
  return {
    kind: "keyed",
    plain: step("custom/ours"),
    withNames: (names) => ({
      ...byHeader(names, (headers) => step("custom/absent", headers)),
      "route as model": step(`route:${names.routeSlug}`),
      "model of a provider key": step(`${names.providerKeyId}/${names.model}`),
      "declared model": step(names.model),
    }),
  };
}

const newBatch = (input_file_id: string): Step =>
  post("/batches", { input_file_id, endpoint: "/v1/chat/completions", completion_window: "24h" });

function listed(path: string): RestCase {
  return {
    kind: "keyed",
    plain: get(path),
    withNames: (names) => ({
      ...byHeader(names, (headers) => get(path, headers)),
      cursor: get(`${path}?after=${names.fileId}`),
    }),
  };
}

/** By the id of what another organisation has, of either kind. */
function objectCall(method: string, template: string): RestCase {
  const step = (id: string): Step => ({ method, path: template.replace("{id}", id), headers: {} });
  return {
    kind: "keyed",
    plain: step("file-absent"),
    withNames: ({ fileId, batchId }) => ({ file: step(fileId), batch: step(batchId) }),
  };
}

/** Names nothing but what headers can name. */
function headed(step: (headers: Record<string, string>) => Step): RestCase {
  return { kind: "keyed", plain: step({}), withNames: (names) => byHeader(names, step) };
}

const CASES: Readonly<Record<string, RestCase>> = {
  ...EXPERIMENT_CASES,
  ...EVALUATION_CASES,
  ...FEEDBACK_CASES,
  ...PROMPT_CASES,
  "POST /v1/chat/completions": modelCall("/chat/completions", {
    messages: [{ role: "user", content: "hi" }],
  }),
  "POST /v1/messages": modelCall("/messages", {
    max_tokens: 64,
    messages: [{ role: "user", content: "hi" }],
  }),
  "POST /v1/messages/count_tokens": modelCall("/messages/count_tokens", {
    messages: [{ role: "user", content: "hi" }],
  }),
  "POST /v1/responses": modelCall("/responses", { input: "hi" }),
  "POST /v1/embeddings": modelCall("/embeddings", { input: "hi" }),
  "GET /v1/models": headed((headers) => get("/models", headers)),
  "GET /v1/models/": {
    kind: "keyed",
    plain: get("/models/sandbox/quick"),
    withNames: (names) => ({
      route: get(`/models/route:${names.routeSlug}`),
      "declared model": get(`/models/custom/${names.model}`),
      "bare model": get(`/models/${names.model}`),
      "provider key": get(`/models/${names.providerKeyId}`),
    }),
  },
  "POST /v1/routes/": {
    kind: "keyed",
    plain: post("/routes/rt_none/unpin", {}),
    withNames: (names) => ({
      pin: post(`/routes/${names.routeId}/pin`, { model: names.model }),
      unpin: post(`/routes/${names.routeId}/unpin`, {}),
    }),
  },
  "GET /v1/usage": headed((headers) => get("/usage", headers)),
  "GET /v1/files": listed("/files"),
  "POST /v1/files": {
    kind: "keyed",
    plain: upload(),
    withNames: (names) => byHeader(names, upload),
  },
  "GET /v1/files/{id}": objectCall("GET", "/files/{id}"),
  "DELETE /v1/files/{id}": objectCall("DELETE", "/files/{id}"),
  "GET /v1/files/{id}/content": objectCall("GET", "/files/{id}/content"),
  "GET /v1/batches": listed("/batches"),
  "POST /v1/batches": {
    kind: "keyed",
    plain: newBatch("file-absent"),
    withNames: (names) => ({ file: newBatch(names.fileId), batch: newBatch(names.batchId) }),
  },
  "GET /v1/batches/{id}": objectCall("GET", "/batches/{id}"),
  "POST /v1/batches/{id}/cancel": objectCall("POST", "/batches/{id}/cancel"),
  "GET /v1/messages/batches": listed("/messages/batches"),
  "POST /v1/messages/batches": {
    kind: "keyed",
    plain: post("/messages/batches", { requests: [] }),
    withNames: (names) => byHeader(names, (headers) => post("/messages/batches", { requests: [] }, headers)),
  },
  "GET /v1/messages/batches/{id}": objectCall("GET", "/messages/batches/{id}"),
  "DELETE /v1/messages/batches/{id}": objectCall("DELETE", "/messages/batches/{id}"),
  "GET /v1/messages/batches/{id}/results": objectCall("GET", "/messages/batches/{id}/results"),
  "POST /v1/messages/batches/{id}/cancel": objectCall("POST", "/messages/batches/{id}/cancel"),
  "GET /v1/decisions": {
    kind: "keyed",
    plain: get("/decisions?session_id=none"),
    withNames: ({ sessionId, storedRequestId }) => ({
      session: get(`/decisions?session_id=${sessionId}`),
      request: get(`/decisions?request_ids=${storedRequestId}`),
    }),
  },
  "GET /v1/decisions/{id}": {
    kind: "keyed",
    plain: get(`/decisions/${uuidv7()}`),
    withNames: ({ storedRequestId }) => ({ request: get(`/decisions/${storedRequestId}`) }),
  },
  "GET /v1/constraints": { kind: "keyed", plain: get("/constraints"), withNames: () => ({}) },
  "PUT /v1/constraints": {
    kind: "keyed",
    plain: { method: "PUT", path: "/constraints", body: "{}", headers: {} },
    withNames: () => ({}),
  },
  "GET /v1/sessions": {
    kind: "keyed",
    plain: get("/sessions"),
    withNames: ({ sessionId }) => ({ session: get(`/sessions?search=${sessionId}`) }),
  },
  "GET /v1/session/{id}": {
    kind: "keyed",
    plain: get("/session/none"),
    withNames: ({ sessionId }) => ({ session: get(`/session/${sessionId}`) }),
  },
  "GET /v1/learning/contribution": headed((headers) => get("/learning/contribution", headers)),
  "GET /v1/learning/snapshots/{id}": {
    kind: "keyed",
    plain: get("/learning/snapshots/none"),
    withNames: ({ routeId }) => ({ snapshot: get(`/learning/snapshots/${routeId}`) }),
  },
  "PUT /v1/learning/mode": headed((headers) => ({
    ...post("/learning/mode", { mode: "shared" }, headers),
    method: "PUT",
  })),
  "DELETE /v1/end-users/{id}": headed((headers) => ({
    method: "DELETE",
    path: "/end-users/nobody",
    headers,
  })),
  "GET /v1/health": { kind: "open", path: "/health", members: ["status"] },
  "GET /v1/openapi.json": {
    kind: "open",
    path: "/openapi.json",
    members: ["components", "info", "openapi", "paths", "servers", "tags"],
  },
  "GET /v1/ready": { kind: "open", path: "/ready", members: ["checks", "status"] },
};

const keyed = Object.entries(CASES).flatMap(([route, walk]) =>
  walk.kind === "keyed" ? [{ route, walk }] : [],
);

let harness: Harness;
let ourPageKey: string;
let ourUpstream: FakeUpstream;
let theirUpstream: FakeUpstream;
let ours: GatewayTenant;
let theirs: GatewayTenant;
let theirNames: Names;

/** Of the same lengths, so that no header differs for that reason alone. */
function nobodys(names: Names): Names {
  const other = (name: string): string => name.replace("secret", "absent");
  return {
    projectId: newId("prj"),
    routeId: newId("rt"),
    experimentId: newId("exp"),
    datasetId: newId("ds"),
    evaluationId: newId("eval"),
    promptId: newId("prm"),
    providerKeyId: newId("pkey"),
    projectSlug: other(names.projectSlug),
    routeSlug: other(names.routeSlug),
    model: other(names.model),
    fileId: other(names.fileId),
    batchId: other(names.batchId),
    storedRequestId: uuidv7(),
    sessionId: other(names.sessionId),
  };
}

beforeAll(async () => {
  ourUpstream = (await new FakeUpstream().start()).on("ours", answers(200, completion("ours")));
  theirUpstream = (await new FakeUpstream().start()).on("secret-model", answers(200, completion("theirs")));
  ours = await createGatewayTenant({ customBaseUrl: ourUpstream.baseUrl, customModels: ["ours"] });
  const declared = { customBaseUrl: theirUpstream.baseUrl, customModels: ["secret-model"] };
  theirs = await createGatewayTenant(declared);
  const { projectId } = theirs;
  await systemDb().project.update({ where: { id: projectId }, data: { slug: "secret-project" } });
  const routeSlug = "secret-route";
  const candidates = [{ provider: "custom", model: "secret-model" }];
  const routeId = await createTestRoute(theirs, { slug: routeSlug, candidates });
  const evaluated = await createWalkEvaluation({ orgId: theirs.orgId, projectId });
  const { id: experimentId } = await systemDb().experiment.create({
    data: {
      ...{ id: newId("exp"), orgId: theirs.orgId, projectId, name: "Secret", splitPercentage: 50 },
      ...{ variantARouteId: routeId, variantBRouteId: newId("rt") },
    },
  });
  const connection = await systemDb().providerKey.findFirstOrThrow({ where: { orgId: theirs.orgId } });
  const seen = { firstSeenAt: new Date(Date.now() - 60_000), lastSeenAt: new Date(), source: "header" };
  const session = { orgId: theirs.orgId, projectId, id: "session-secret" };
  await systemDb().session.create({ data: { ...session, ...seen } });
  const facts = { at: new Date(Date.now() - 1_000), endpoint: "chat", sessionId: session.id };
  const [storedRequestId = ""] = await createTestRequests(theirs, [facts]);
  theirNames = {
    storedRequestId,
    sessionId: session.id,
    projectId,
    projectSlug: "secret-project",
    routeSlug,
    routeId,
    experimentId,
    ...evaluated,
    promptId: await createTestPrompt({ orgId: theirs.orgId, projectId }),
    providerKeyId: connection.id,
    model: "secret-model",
    fileId: "file-secret",
    batchId: "batch-secret",
  };
  const home = { provider: "custom", providerKeyId: connection.id };
  await rememberProviderObjects(theirs, home, [
    { id: theirNames.fileId, kind: "file" },
    { id: theirNames.batchId, kind: "batch" },
  ]);
  ourPageKey = await createPageKey(ours);
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  ourUpstream.close();
  theirUpstream.close();
});

const call = (door: DoorName, apiKey: string, { path, ...step }: Step): Promise<RawResponse> =>
  rawCall(`${harness.baseUrl(door)}${path}`, apiKey, step);

/** The key of ours that may make the call. */
const ourKey = ({ keys }: { keys?: readonly KeyKind[] }): string =>
  keys === undefined || keys.includes("server") ? ours.apiKey : ourPageKey;

/** Times, and what depends on them. */
const VARYING = new Set(["x-request-id", "request-id", "date", "server-timing", "content-length"]);

/** All that a caller can see, but for ids and times of the request itself and the names that were sent. */
function visible({ status, headers, text }: RawResponse, names: Names): unknown {
  const requestId = String(headers["x-request-id"]);
  const anonymous = (seen: string): string => {
    const sent = Object.entries({ requestId, ...names });
    return sent.reduce(
      (left, [what, name]) => left.replaceAll(name, `(${what})`),
      seen
        .replace(/"(?:duration_ms|remaining|reset_seconds)":[\d.]+/g, "")
        .replace(/"(?:edit_until|expires_at|token|id|feedback_id)":"[^"]+"/g, ""),
    );
  };
  const kept = Object.entries(headers).filter(([name]) => !VARYING.has(name) && !name.includes("ratelimit-"));
  return {
    status,
    headers: kept.map(([name, value]) => [name, anonymous(String(value))]),
    text: anonymous(text),
  };
}

it("has a case for every route, and every case a route", () => {
  expect(Object.keys(CASES).sort()).toEqual([...ROUTES].sort());
});

describe.each(DOORS)("every route at the %s door", (door) => {
  it("answers without a key only where it says nothing about any organisation", async () => {
    for (const walk of Object.values(CASES)) {
      if (walk.kind !== "open") continue;
      const response = await rawCall(`${harness.baseUrl(door)}${walk.path}`, "", { method: "GET" });
      expect(response.status, walk.path).toBe(200);
      expect(Object.keys(response.json()).sort()).toEqual(walk.members);
    }
  });

  it.each(keyed)(
    "$route refuses whoever has no valid key of its kind, always in the same words",
    async ({ walk }) => {
      const publishable = await createTestKey(ours, { kind: "publishable" });
      const revoked = await createTestKey(ours, { revokedAt: new Date() });
      const mayPages = walk.keys?.includes("publishable") ?? false;
      const mayServers = walk.keys?.includes("server") ?? true;
      const refusals: unknown[] = [];
      for (const headers of [
        { authorization: "" },
        { authorization: "Bearer fl_sk_forged" },
        ...(mayPages ? [] : [{ authorization: `Bearer ${publishable}` }]),
        ...(mayServers ? [] : [{ authorization: `Bearer ${ours.apiKey}` }]),
        { authorization: `Bearer ${revoked}` },
      ]) {
        const step = { ...walk.plain, headers: { ...walk.plain.headers, ...headers } };
        const response = await call(door, "", step);
        expect([response.status, response.json().error.code]).toEqual([401, "invalid_key"]);
        refusals.push(visible(response, theirNames));
      }
      for (const refusal of refusals) expect(refusal).toEqual(refusals[0]);
    },
  );

  it.each(keyed)(
    "$route answers another organisation's names exactly as names that nobody has",
    async ({ walk }) => {
      const before = theirUpstream.calls.length;
      const absent = nobodys(theirNames);
      const unknown = walk.withNames(absent);
      for (const [what, step] of Object.entries(walk.withNames(theirNames))) {
        const asTheirs = await call(door, ourKey(walk), step);
        const asNobodys = await call(door, ourKey(walk), unknown[what] ?? step);
        expect(visible(asTheirs, theirNames), what).toEqual(visible(asNobodys, absent));
        for (const secret of [theirs.orgId, "theirs"]) expect(asTheirs.text, what).not.toContain(secret);
      }
      expect(theirUpstream.calls).toHaveLength(before);
    },
  );

  it.each(keyed)("$route finds those names for the organisation that has them", async ({ route, walk }) => {
    const steps = Object.entries(walk.withNames(theirNames));
    const found = await Promise.all(steps.map(([, step]) => call(door, theirs.apiKey, step)));
    const statuses = Object.fromEntries(steps.map(([what], index) => [what, found[index]?.status]));
    if (/decisions|session/.test(route)) for (const answer of found) expect(answer.text).toContain("secret");
    if (route === "POST /v1/routes/") expect(statuses).toEqual({ pin: 200, unpin: 200 });
    if (route === "GET /v1/models/") expect(statuses).toMatchObject({ route: 200, "declared model": 200 });
    if (["POST /v1/chat/completions", "POST /v1/messages", "POST /v1/responses"].includes(route))
      expect(statuses).toMatchObject({ "route as model": 200, "route of the project": 200 });
  });
});

it("stores nothing with the organisation that was only named", async () => {
  const before = (await harness.recordsOf(theirs.orgId)).length;
  const step = CASES["POST /v1/chat/completions"];
  if (step?.kind !== "keyed") throw new Error("no such case");
  for (const named of Object.values(step.withNames(theirNames))) await call("lean", ours.apiKey, named);
  expect(await harness.recordsOf(theirs.orgId)).toHaveLength(before);
});
