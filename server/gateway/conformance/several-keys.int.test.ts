import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import {
  answers,
  type Behaviour,
  chunkEvent,
  completion,
  DONE_EVENT,
  FakeUpstream,
  streams,
} from "./fake-upstream";
import { type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

let harness: Harness;
let tenant: GatewayTenant;
let heavy: FakeUpstream;
let light: FakeUpstream;

/** Two keys of one provider: one of them is asked first practically always. */
beforeAll(async () => {
  heavy = await new FakeUpstream().start();
  light = await new FakeUpstream().start();
  tenant = await createGatewayTenant({ customBaseUrl: light.baseUrl });
  const { orgId } = tenant;
  await systemDb().providerKey.updateMany({ where: { orgId }, data: { weight: 0 } });
  await systemDb().providerKey.create({
    data: {
      id: newId("pkey"),
      orgId,
      provider: "custom",
      name: "heavy",
      baseUrl: heavy.baseUrl,
      lastFour: "",
      weight: 1_000_000,
    },
  });
  harness = await startHarness({ timeouts: { totalMs: 5_000 } });
});
afterAll(async () => {
  await harness.close();
  heavy.close();
  light.close();
});

function ask(model: string, over: Record<string, unknown> = {}): Promise<RawResponse> {
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "hi" }], ...over });
  return rawCall(`${harness.baseUrl("lean")}/chat/completions`, tenant.apiKey, { body });
}

function given(
  model: string,
  first: Behaviour,
  second: Behaviour = answers(200, completion("second")),
): void {
  heavy.on(model, first);
  light.on(model, second);
}

const outcomes = async (response: RawResponse): Promise<unknown[]> => {
  const { request } = await harness.record(String(response.headers["x-request-id"]));
  return (Array.isArray(request.attempts) ? request.attempts : []).map((attempt) =>
    typeof attempt === "object" && attempt !== null && "outcome" in attempt ? attempt.outcome : null,
  );
};

describe("several keys of one provider", () => {
  it.each([401, 403, 429])("asks the next key before the next model when one answers %i", async (status) => {
    const model = `refuses-${status}`;
    given(model, answers(status, '{"error":{"message":"no"}}'));
    const response = await ask(`custom/${model}, sandbox/quick`);
    expect(response.status).toBe(200);
    expect(response.text).toContain("second");
    expect(response.headers).toMatchObject({ "floopy-model": model, "floopy-fallback-index": "0" });
    expect(heavy.callsOf(model)).toHaveLength(1);
    expect(await outcomes(response)).toEqual(["http_error", "ok"]);
  });

  it("goes to the next model when every key is refused", async () => {
    given("all-refused", answers(401, ""), answers(401, ""));
    const response = await ask("custom/all-refused, sandbox/quick");
    expect(response.headers).toMatchObject({ "floopy-model": "quick", "floopy-fallback-index": "1" });
    expect(await outcomes(response)).toEqual(["http_error", "http_error", "ok"]);
  });

  it("leaves a key alone for as long as its Retry-After asks", async () => {
    given("limited", answers(429, "{}", { "retry-after": "60" }));
    await ask("custom/limited");
    const response = await ask("custom/limited");
    expect(response.status).toBe(200);
    expect(heavy.callsOf("limited")).toHaveLength(1);
    expect(await outcomes(response)).toEqual(["cooling_down", "ok"]);
  });
});

describe("a circuit breaker in the way of calls", () => {
  it("stops calling a key whose calls fail, and records that it was passed over", async () => {
    given("down", answers(401, ""));
    for (let turn = 0; turn < 5; turn++) await ask("custom/down");
    expect(heavy.callsOf("down")).toHaveLength(5);
    const response = await ask("custom/down");
    expect(response.status).toBe(200);
    expect(heavy.callsOf("down")).toHaveLength(5);
    expect(await outcomes(response)).toEqual(["breaker_open", "ok"]);
    given("other", answers(200, completion("first")));
    expect((await ask("custom/other")).text).toContain("first");
  });

  it("opens for streams that keep breaking off in the middle", async () => {
    given(
      "torn",
      streams(chunkEvent({ content: "a" }), { isCut: true }),
      streams(chunkEvent({ content: "whole" }, "stop") + DONE_EVENT),
    );
    for (let turn = 0; turn < 5; turn++) await ask("custom/torn", { stream: true });
    const response = await ask("custom/torn", { stream: true });
    expect(response.text).toContain("whole");
    expect(heavy.callsOf("torn")).toHaveLength(5);
  });

  it("still calls one model when all of them are open, and does not hide its recovery", async () => {
    let isUp = false;
    const maybe: Behaviour = (res, call) => answers(isUp ? 200 : 401, completion("back"))(res, call);
    given("dark", maybe, maybe);
    for (let turn = 0; turn < 6; turn++) expect((await ask("custom/dark")).status).toBe(502);
    const calls = (): number => heavy.callsOf("dark").length + light.callsOf("dark").length;
    const before = calls();
    expect((await ask("custom/dark")).status).toBe(502);
    expect(calls()).toBe(before + 1);
    isUp = true;
    expect((await ask("custom/dark")).status).toBe(200);
  });

  it("does not open for requests that the caller got wrong", async () => {
    given("strict", answers(400, '{"error":{"message":"bad"}}'));
    for (let turn = 0; turn < 8; turn++) expect((await ask("custom/strict")).status).toBe(400);
    expect(heavy.callsOf("strict")).toHaveLength(8);
  });
});
