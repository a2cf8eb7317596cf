import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isUuidv7 } from "@/server/core/ids";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { answers, completion, FakeUpstream } from "./fake-upstream";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

let harness: Harness;
let tenant: GatewayTenant;
let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  upstream.on(
    "m",
    answers(200, completion("ok"), {
      "set-cookie": "a=b",
      "x-secret": "1",
      server: "upstream",
      "x-request-id": "theirs",
    }),
  );
  upstream.on("wör/ld", answers(200, completion("ok")));
  tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

function ask(door: DoorName, headers: Record<string, string> = {}, model = "custom/m"): Promise<RawResponse> {
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "hi" }] });
  return rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, { body, headers });
}

describe.each(DOORS)("headers at the %s door", (door) => {
  it("tell how the answer came about, and carry nothing of the provider's", async () => {
    const { headers } = await ask(door, { "x-request-id": "mine", "floopy-session-id": "s 1" });
    expect(isUuidv7(String(headers["x-request-id"]))).toBe(true);
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "floopy-session-id": "s 1",
      "floopy-session-source": "header",
      "floopy-provider": "custom",
      "floopy-model": "m",
      "floopy-routing-phase": "day0",
      "floopy-routing-reason": "requested_model",
      "floopy-cache": "off",
      "floopy-firewall": "pass",
      "floopy-fallback-index": "0",
    });
    expect(headers["server-timing"]).toMatch(
      /^auth;dur=[\d.]+, body;dur=[\d.]+, firewall;dur=[\d.]+, route;dur=[\d.]+, upstream;dur=[\d.]+$/,
    );
    for (const name of ["set-cookie", "x-secret", "server", "floopy-cost-micro-usd", "content-encoding"]) {
      expect(headers[name]).toBeUndefined();
    }
  });

  it("survive a model name that a header cannot hold", async () => {
    const { status, headers } = await ask(door, {}, "custom/wör/ld");
    expect(status).toBe(200);
    expect(decodeURIComponent(String(headers["floopy-model"]))).toBe("wör/ld");
  });

  it("decide what is stored of the request: user, properties, session, and how much of the text", async () => {
    const sent = {
      "floopy-log": "metadata",
      "floopy-user-id": "u1",
      "floopy-property-team": "blue",
      "helicone-property-x": "y",
    };
    const response = await ask(door, { ...sent, "helicone-session-id": "chat 7" });
    const { request, body } = await harness.record(String(response.headers["x-request-id"]));
    expect(request).toMatchObject({
      endUserId: "u1",
      properties: { team: "blue", x: "y" },
      sessionId: "chat 7",
      sessionSource: "header",
      storageMode: "metadata",
      costMicroUsd: null,
    });
    expect(body).toBeNull();
  });

  it("say what this process can do without any key", async () => {
    const get = (path: string) => rawCall(`${harness.baseUrl(door)}${path}`, "", { method: "GET" });
    expect((await get("/health")).json()).toEqual({ status: "ok" });
    expect((await get("/ready")).json()).toEqual({
      status: "ready",
      checks: { database: true, journal: true },
    });
  });
});
