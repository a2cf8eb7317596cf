import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { answers, completion, FakeUpstream } from "./fake-upstream";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";
import { rawCall } from "./raw-call";

let harness: Harness;
let tenant: GatewayTenant;
let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  upstream.on("m", answers(200, completion("Ask somebody else.")));
  tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

const QUESTION = "How do I cancel my subscription?";

/** The name under which a question is remembered. */
async function keyOf(door: DoorName, content: string, headers: Record<string, string> = {}) {
  const body = JSON.stringify({ model: "custom/m", messages: [{ role: "user", content }] });
  const response = await rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, {
    ...{ body, headers: { "floopy-session-id": `chat-${door}`, ...headers } },
  });
  expect(response.status).toBe(200);
  const { request } = await harness.record(String(response.headers["x-request-id"]));
  return request.askKey;
}

describe.each(DOORS)("a question that is asked again at the %s door", (door) => {
  it("is known by a hash of its own, whatever is stored of its text", async () => {
    const key = await keyOf(door, QUESTION);
    expect(key).toMatch(/^[0-9a-f]{16}$/);
    expect(await keyOf(door, "how do i cancel my subscription", { "floopy-log": "metadata" })).toBe(key);
    expect(await keyOf(door, "How do I renew my subscription?")).not.toBe(key);
    expect(await keyOf(door, QUESTION, { "floopy-session-id": "another" })).not.toBe(key);
  });

  it("is not remembered where nothing is stored, nor where a client repeats the call by itself", async () => {
    expect(await keyOf(door, QUESTION, { "floopy-log": "none" })).toBeNull();
    expect(await keyOf(door, QUESTION, { "x-stainless-retry-count": "1" })).toBeNull();
    const once = { "idempotency-key": `again-${door}` };
    expect(await keyOf(door, QUESTION, once)).not.toBeNull();
    expect(await keyOf(door, QUESTION, once)).toBeNull();
  });
});
