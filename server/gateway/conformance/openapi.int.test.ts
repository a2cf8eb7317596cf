import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { openApiDocument } from "@/server/contracts/api/openapi-document";
import { OPERATIONS } from "@/server/contracts/api/operations";
import { createGatewayTenant, createTestRoute, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { ROUTES } from "../endpoints";
import { createPageKey, ORIGIN } from "./feedback-stage";
import { DOORS, type Harness, startHarness } from "./harness";
import { type RawCall, rawCall } from "./raw-call";

let harness: Harness;
let tenant: GatewayTenant;
let routeId: string;
let pageKey: string;
beforeAll(async () => {
  tenant = await createGatewayTenant();
  routeId = await createTestRoute(tenant, {
    slug: "pinned",
    candidates: [{ provider: "sandbox", model: "quick" }],
  });
  pageKey = await createPageKey(tenant);
  harness = await startHarness();
});
afterAll(() => harness.close());

/** A route that ends in `/` takes the rest as an id, or as an id and what is done with it. */
const isMountedAs = (route: string, documented: string): boolean =>
  route.endsWith("/") ? documented.startsWith(`${route}{id}`) : documented === route;

describe("the API's document", () => {
  it("is valid OpenAPI 3.1", async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(openApiDocument())));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it("has every route that is mounted, and none that is not", () => {
    const documented = Object.keys(OPERATIONS);
    expect(ROUTES.filter((route) => !documented.some((name) => isMountedAs(route, name)))).toEqual([]);
    expect(documented.filter((name) => !ROUTES.some((route) => isMountedAs(route, name)))).toEqual([]);
  });

  it("names each operation once, describes each part of a path, and resolves each reference", () => {
    const ids = Object.values(OPERATIONS).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [route, { path = {} }] of Object.entries(OPERATIONS)) {
      const inPath = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(path), route).toEqual(inPath);
    }
    const text = JSON.stringify(openApiDocument());
    const { components } = openApiDocument();
    for (const [, kind = "", name = ""] of text.matchAll(/"#\/components\/(\w+)\/([^"]+)"/g))
      expect(Object.keys(Object.entries(components).find(([key]) => key === kind)?.[1] ?? {})).toContain(
        name,
      );
  });
});

function feedbackCalls(session_id: string): Record<string, [string, RawCall]> {
  const page = { headers: { authorization: `Bearer ${pageKey}`, origin: ORIGIN } };
  return {
    "POST /v1/feedback": ["/feedback", post({ score: 9, useful: true, session_id })],
    "POST /v1/nps": ["/nps", { ...post({ score: 9, session_id: `page-${session_id}` }), ...page }],
    "POST /v1/nps/decide": ["/nps/decide", post({ session_id })],
    "GET /v1/nps/config": ["/nps/config?locale=fr", { method: "GET" }],
    "POST /v1/sessions/token": ["/sessions/token", post({ session_id })],
    "POST /v1/events": ["/events", post({ session_id, type: "copy" })],
  };
}

const MESSAGES = [{ role: "user", content: "hi" }];
const post = (body: object): RawCall => ({ method: "POST", body: JSON.stringify(body) });

describe.each(DOORS)("at the %s door", (door) => {
  it("the document is there for everybody", async () => {
    const response = await rawCall(`${harness.baseUrl(door)}/openapi.json`, "", { method: "GET" });
    expect(response.status).toBe(200);
    expect(response.json()).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });

  it("answers and errors are what the document says", async () => {
    const model = "sandbox/quick";
    const calls: Record<string, [string, RawCall]> = {
      "POST /v1/chat/completions": ["/chat/completions", post({ model, messages: MESSAGES })],
      "POST /v1/responses": ["/responses", post({ model, input: "hi" })],
      "POST /v1/messages": ["/messages", post({ model, max_tokens: 20, messages: MESSAGES })],
      "POST /v1/messages/count_tokens": ["/messages/count_tokens", post({ model, messages: MESSAGES })],
      "POST /v1/embeddings": ["/embeddings", post({ model: "sandbox/embed", input: "hi" })],
      "GET /v1/models": ["/models", { method: "GET" }],
      "GET /v1/models/{id}": ["/models/sandbox/quick", { method: "GET" }],
      "GET /v1/files": ["/files", { method: "GET" }],
      "GET /v1/batches": ["/batches", { method: "GET" }],
      "POST /v1/routes/{id}/pin": [`/routes/${routeId}/pin`, post({ model })],
      "POST /v1/routes/{id}/unpin": [`/routes/${routeId}/unpin`, post({})],
      "GET /v1/usage": ["/usage", { method: "GET" }],
      "GET /v1/health": ["/health", { method: "GET" }],
      "GET /v1/ready": ["/ready", { method: "GET" }],
    };
    await ask(calls);
    const chatted = await rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, {
      ...post({ model: "route:pinned", messages: MESSAGES }),
      headers: { "floopy-session-id": `documented-${door}` },
    });
    const { request } = await harness.record(String(chatted.headers["x-request-id"]));
    await ask({
      "GET /v1/decisions": [`/decisions?session_id=documented-${door}`, { method: "GET" }],
      "GET /v1/decisions/{id}": [`/decisions/${request.id}`, { method: "GET" }],
      "GET /v1/sessions": ["/sessions", { method: "GET" }],
      "GET /v1/session/{id}": [`/session/documented-${door}`, { method: "GET" }],
      ...feedbackCalls(`documented-${door}`),
    });
  });

  async function ask(calls: Record<string, [string, RawCall]>): Promise<void> {
    for (const [route, [path, step]] of Object.entries(calls)) {
      const operation = OPERATIONS[route];
      if (operation === undefined) throw new Error(`no ${route}`);
      const response = await rawCall(`${harness.baseUrl(door)}${path}`, tenant.apiKey, step);
      expect(response.status, `${route}: ${response.text}`).toBe(operation.answer.status ?? 200);
      expect(problemsOf(operation.answer.bodies[0]?.schema, response.json()), route).toEqual([]);
      if (operation.body !== undefined && typeof step.body === "string")
        expect(problemsOf(operation.body.schema, JSON.parse(step.body)), route).toEqual([]);
    }
  }
});

function problemsOf(schema: z.ZodType | undefined, value: unknown): string[] {
  const result = schema?.safeParse(value);
  if (result === undefined) return ["no schema"];
  return result.success
    ? []
    : result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}
