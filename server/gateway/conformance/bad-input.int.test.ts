import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { createGatewayTenant, createTestKey, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";
import { type RawCall, type RawResponse, rawCall } from "./raw-call";

let harness: Harness;
let tenant: GatewayTenant;

beforeAll(async () => {
  tenant = await createGatewayTenant();
  harness = await startHarness();
});
afterAll(() => harness.close());

const chat = (over: Record<string, unknown>): string =>
  JSON.stringify({ model: "sandbox/quick", messages: [{ role: "user", content: "hi" }], ...over });

function post(door: DoorName, body: string | Buffer, call: RawCall = {}): Promise<RawResponse> {
  return rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, { body, ...call });
}

function expectError(response: RawResponse, status: number, code: string, param: string | null = null): void {
  expect(response.status).toBe(status);
  const { error } = response.json();
  expect(error).toMatchObject({ code, param });
  expect(error.request_id).toBe(response.headers["x-request-id"]);
}

describe.each(DOORS)("bad input at the %s door", (door) => {
  it.each([
    ["malformed JSON", '{"model": ', null],
    ["a body that is no object", '["model"]', null],
    ["an empty body", "", null],
    ["a model of the wrong type", chat({ model: 7 }), "model"],
    ["no model", '{"messages":[{"role":"user","content":"x"}]}', "model"],
    ["messages of the wrong type", chat({ messages: "hi" }), "messages"],
    ["no messages", chat({ messages: [] }), "messages"],
    ["a message that is no object", chat({ messages: [{ role: "user", content: "x" }, 7] }), "messages.1"],
    ["too many messages", chat({ messages: Array(2_049).fill({ role: "user", content: "x" }) }), "messages"],
    ["stream of the wrong type", chat({ stream: "yes" }), "stream"],
    ["a model given twice", chat({}).replace("{", '{"model":"sandbox/genius",'), "model"],
    ["a model given twice in disguise", chat({}).replace("{", '{"mod\\u0065l":"sandbox/genius",'), "model"],
  ])("answers %s with invalid_request, and records it", async (_what, body, param) => {
    const response = await post(door, body);
    expectError(response, 400, "invalid_request", param);
    const { request } = await harness.record(String(response.headers["x-request-id"]));
    expect(request).toMatchObject({
      orgId: tenant.orgId,
      status: "error",
      errorCode: "invalid_request",
      httpStatus: 400,
    });
  });

  it("refuses nesting deeper than 64, in small and in large bodies", async () => {
    for (const depth of [70, 200_000]) {
      const nested = `${"[".repeat(depth)}${"]".repeat(depth)}`;
      expectError(await post(door, `{"model":"sandbox/quick","messages":${nested}}`), 400, "invalid_request");
    }
  });

  it("passes __proto__ and constructor members on without being changed by them", async () => {
    const body = chat({}).replace(
      "{",
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    );
    expect((await post(door, body)).status).toBe(200);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    expectError(
      await post(door, '{"__proto__":{"model":"sandbox/quick"},"messages":[{}]}'),
      400,
      "invalid_request",
      "model",
    );
  });

  it("refuses 11 MB while reading, with and without a content-length", async () => {
    const body = chat({ messages: [{ role: "user", content: "x".repeat(11_000_000) }] });
    expectError(await post(door, body), 413, "body_too_large");
    expectError(await post(door, body, { isChunked: true }), 413, "body_too_large");
  });

  it("asks for JSON", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expectError(await post(door, "a=b", { headers: form }), 415, "unsupported_media_type");
    expectError(
      await post(door, chat({}), { headers: { "content-encoding": "gzip" } }),
      415,
      "unsupported_media_type",
    );
  });

  it("names what to do about a model that nobody serves", async () => {
    const response = await post(door, chat({ model: "gpt-5.4-mini" }));
    expectError(response, 404, "model_not_found", "model");
    expect(response.json().error.message).toContain("provider key");
  });

  it("answers unknown paths and methods in the same envelope", async () => {
    const unknown = await rawCall(`${harness.baseUrl(door)}/nope`, tenant.apiKey, { method: "GET" });
    expectError(unknown, 404, "not_found");
    const wrong = await rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, {
      method: "GET",
    });
    expectError(wrong, 405, "method_not_allowed");
    expect(wrong.headers.allow).toBe("POST");
  });

  it("refuses unknown, revoked, publishable and malformed keys in the same words, and an expired one by its name", async () => {
    const keys = await Promise.all([
      createTestKey(tenant, { revokedAt: new Date() }),
      createTestKey(tenant, { kind: "publishable" }),
    ]);
    const bodies = new Set<string>();
    for (const key of [...keys, "fl_sk_0", "", "fl_sk_' OR 1=1 --"]) {
      const response = await rawCall(`${harness.baseUrl(door)}/chat/completions`, key, { body: chat({}) });
      expectError(response, 401, "invalid_key");
      bodies.add(response.text.replace(/"request_id":"[^"]+"/, ""));
    }
    expect(bodies.size).toBe(1);
    const expired = await createTestKey(tenant, { expiresAt: new Date(Date.now() - 1_000) });
    const response = await rawCall(`${harness.baseUrl(door)}/chat/completions`, expired, { body: chat({}) });
    expectError(response, 401, "key_expired");
  });

  it("stops accepting a key soon after it is revoked", async () => {
    const key = await createTestKey(tenant);
    const call = () => rawCall(`${harness.baseUrl(door)}/models`, key, { method: "GET" });
    expect((await call()).status).toBe(200);
    const { id } = await systemDb().apiKey.findFirstOrThrow({
      where: { orgId: tenant.orgId, lastFour: key.slice(-4) },
      orderBy: { createdAt: "desc" },
    });
    await systemDb().apiKey.update({ where: { id }, data: { revokedAt: new Date() } });
    await expect.poll(async () => (await call()).status).toBe(401);
  });

  it("refuses headers that break their limits", async () => {
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`floopy-property-p${n}`, "x"]));
    expect((await post(door, chat({}), { headers: many })).status).toBe(400);
    const long = { "floopy-property-a": "x".repeat(257) };
    expectError(await post(door, chat({}), { headers: long }), 400, "invalid_request", "floopy-property-a");
    const session = { "floopy-session-id": "x".repeat(129) };
    expectError(
      await post(door, chat({}), { headers: session }),
      400,
      "invalid_request",
      "floopy-session-id",
    );
    const mode = { "floopy-log": "everything" };
    expectError(await post(door, chat({}), { headers: mode }), 400, "invalid_request", "floopy-log");
  });

  it("keeps a key to its models and addresses", async () => {
    const modelKey = await createTestKey(tenant, { allowedModels: ["sandbox/quick"] });
    const call = (key: string, model: string) =>
      rawCall(`${harness.baseUrl(door)}/chat/completions`, key, { body: chat({ model }) });
    expect((await call(modelKey, "sandbox/quick")).status).toBe(200);
    expectError(await call(modelKey, "sandbox/genius"), 403, "model_not_allowed", "model");
    expectError(await call(modelKey, "sandbox/quick,sandbox/genius"), 403, "model_not_allowed", "model");
    const ipKey = await createTestKey(tenant, { allowedIps: ["10.9.8.0/24"] });
    expectError(await call(ipKey, "sandbox/quick"), 403, "permission_denied");
  });
});
