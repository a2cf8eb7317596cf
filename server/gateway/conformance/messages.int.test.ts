import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROVIDERS } from "@/server/contracts/provider-table";
import {
  connectTestProvider,
  createGatewayTenant,
  createTestKey,
  type GatewayTenant,
} from "@/server/testing/gateway-tenant";
import { answers, completion, FakeUpstream, streams } from "./fake-upstream";
import { DOORS, type DoorName, type Harness, type StoredRecord, startHarness } from "./harness";
import { type RawCall, type RawResponse, rawCall } from "./raw-call";

const MODEL = "claude-sonnet-4-20250514";
const FIXTURE = path.join(
  import.meta.dirname,
  "../wires/fixtures/messages-to-messages-thinking-and-tools.json",
);
const NATIVE_STREAM: string = JSON.parse(readFileSync(FIXTURE, "utf8")).stream;
const NATIVE_ANSWER = `{"id":"msg_1", "type":"message","role":"assistant","model":"${MODEL}","content":[{"type":"thinking","thinking":"hm","signature":"Eq=="},{"type":"text","text":"Olá 👋🏽"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":1000,"cache_read_input_tokens":500,"cache_creation":{"ephemeral_5m_input_tokens":600,"ephemeral_1h_input_tokens":400},"output_tokens":100},"future":1.50}`;

let harness: Harness;
let tenant: GatewayTenant;
let upstream: FakeUpstream;
const anthropic = PROVIDERS.anthropic;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  if (anthropic === undefined) throw new Error("no such provider");
  anthropic.baseUrl = upstream.baseUrl;
  tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  await connectTestProvider(tenant, "anthropic", "sk-ant-test");
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

const PROMPT = { max_tokens: 200, messages: [{ role: "user", content: "Say hello to the whole team." }] };

function ask(
  door: DoorName,
  body: Record<string, unknown> | string,
  call: RawCall & { path?: string } = {},
): Promise<RawResponse> {
  const { path: at = "/messages", ...rest } = call;
  const text = typeof body === "string" ? body : JSON.stringify({ ...PROMPT, ...body });
  return rawCall(`${harness.baseUrl(door)}${at}`, tenant.apiKey, { body: text, ...rest });
}

const recordOf = (response: RawResponse): Promise<StoredRecord> =>
  harness.record(String(response.headers["x-request-id"]));
const eventsOf = (text: string): Record<string, unknown>[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("data: "))
    .map((line) => JSON.parse(line.slice(6)));

describe.each(DOORS)("messages at the %s door", (door) => {
  it("pain 14: cache_control and thinking signatures dropped. Messages pass through to Anthropic byte by byte, but for the model's name", async () => {
    upstream.on(MODEL, answers(200, NATIVE_ANSWER));
    const body = (model: string): string =>
      `{ "model": "${model}","max_tokens":1e2,"system":[{"type":"text","text":"x","cache_control":{"type":"ephemeral","ttl":"1h"}}],"thinking":{"type":"enabled","budget_tokens":1024},"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"Eq=="}]},{"role":"user","content":"hi"}],"unknown":{"b":1,"a":0.10} }`;
    const accepted = await ask(door, body(`anthropic/${MODEL}`), {
      headers: { "anthropic-version": "2024-01-01", "anthropic-beta": "one,two" },
    });
    expect(accepted.text).toBe(NATIVE_ANSWER);
    const call = upstream.callsOf(MODEL).at(-1);
    expect(call).toMatchObject({ path: "/v1/messages", body: body(MODEL) });
    expect(call?.headers).toMatchObject({
      "x-api-key": "sk-ant-test",
      "anthropic-version": "2024-01-01",
      "anthropic-beta": "one,two",
    });
    expect(call?.headers.authorization).toBeUndefined();
    const { request, body: stored } = await recordOf(accepted);
    expect(request).toMatchObject({
      endpoint: "messages",
      status: "ok",
      finishReason: "stop",
      responseModel: MODEL,
      inputTokens: 1_510,
      cachedInputTokens: 500,
      cacheWriteTokens: 1_000,
      outputTokens: 100,
      // 10 plain, 500 read, 600 written for minutes, 400 for an hour, 100 generated.
      costMicroUsd: 10 * 3 + 500 * 0.3 + 600 * 3.75 + 400 * 6 + 100 * 15,
    });
    expect(accepted.headers["floopy-cost-micro-usd"]).toBe(String(request.costMicroUsd));
    expect(stored?.responseBody).toBe(NATIVE_ANSWER);
  });

  it("stream from Anthropic untouched, and are recorded as the message they make", async () => {
    upstream.on(MODEL, streams(NATIVE_STREAM, { pieceBytes: 37 }));
    const response = await ask(door, { model: MODEL, stream: true });
    expect(response.text).toBe(NATIVE_STREAM);
    expect(upstream.callsOf(MODEL).at(-1)?.headers["anthropic-version"]).toBe("2023-06-01");
    const { request, body } = await recordOf(response);
    expect(request).toMatchObject({
      isStream: true,
      isUsageEstimated: false,
      finishReason: "tool_calls",
      inputTokens: 2_312,
      cacheWriteTokens: 300,
      outputTokens: 89,
    });
    const message = JSON.parse(body?.responseBody ?? "{}");
    expect(message.stop_reason).toBe("tool_use");
    expect(message.content.map((block: { type: string }) => block.type)).toEqual([
      "thinking",
      "text",
      "tool_use",
      "tool_use",
    ]);
  });

  it("keep what was said about the prompt when a stream breaks, and end with an error event", async () => {
    const upTo = NATIVE_STREAM.indexOf("event: content_block_stop");
    upstream.on(MODEL, streams(NATIVE_STREAM.slice(0, upTo), { isCut: true }));
    const response = await ask(door, { model: MODEL, stream: true });
    expect(eventsOf(response.text).at(-1)).toMatchObject({
      type: "error",
      error: { type: "api_error", code: "stream_truncated" },
    });
    expect(response.text).toContain("\nevent: error\ndata: ");
    expect(response.text).not.toContain("message_stop");
    const { request } = await recordOf(response);
    expect(request).toMatchObject({
      status: "error",
      isUsageEstimated: true,
      inputTokens: 2_312,
      cachedInputTokens: 2_000,
    });
    expect(request.costMicroUsd).toBeGreaterThan(0);
  });

  it("fall back to a provider of chat when Anthropic fails before its first word", async () => {
    upstream.on(
      MODEL,
      streams('event: error\ndata: {"type":"error","error":{"type":"overloaded_error"}}\n\n'),
    );
    upstream.on("other", answers(200, completion("from chat")));
    const failing = await ask(door, { model: `${MODEL},sandbox/quick`, stream: true });
    expect(failing.headers).toMatchObject({ "floopy-provider": "sandbox", "floopy-fallback-index": "1" });
    expect(eventsOf(failing.text).at(-1)).toEqual({ type: "message_stop" });
    upstream.on(MODEL, answers(529, '{"type":"error","error":{"type":"overloaded_error","message":"busy"}}'));
    const whole = await ask(door, { model: `${MODEL},custom/other` });
    expect(whole.json().content).toEqual([{ type: "text", text: "from chat" }]);
  });

  it.each([
    ["an answer that never stopped", '{"type":"message","content":[],"stop_reason":null}'],
    ["a chat answer", completion("wrong format")],
    ["nothing", ""],
  ])("take %s from Anthropic for a failure", async (_what, words) => {
    upstream.on(MODEL, answers(200, words));
    expect((await ask(door, { model: MODEL })).status).toBe(502);
  });

  it("are answered by the sandbox through translation, whole and streamed", async () => {
    const whole = await ask(door, { model: "sandbox/quick" });
    expect(whole.json()).toMatchObject({ type: "message", role: "assistant", stop_reason: "end_turn" });
    const response = await ask(door, { model: "sandbox/quick", stream: true });
    const events = eventsOf(response.text);
    const types = events.map(({ type }) => type);
    expect([types[0], types[1]]).toEqual(["message_start", "content_block_start"]);
    expect(types.slice(-3)).toEqual(["content_block_stop", "message_delta", "message_stop"]);
    const text = events
      .map((event) => event.delta)
      .map((delta) => (delta as { text?: string } | undefined)?.text ?? "")
      .join("");
    expect(whole.json().content).toEqual([{ type: "text", text }]);
    expect(events.at(-2)).toMatchObject({ usage: whole.json().usage });
    const { request, body } = await recordOf(response);
    expect(request).toMatchObject({ endpoint: "messages", finishReason: "stop", isUsageEstimated: false });
    expect(JSON.parse(body?.responseBody ?? "{}").content).toEqual([{ type: "text", text }]);
    expect(JSON.parse(body?.requestBody ?? "{}").max_tokens).toBe(200);
  });

  it("carry parallel tool calls from the sandbox and their results back to it", async () => {
    const tools = ["get_weather", "get_time"].map((name) => ({
      name,
      description: `${name} of a city`,
      input_schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    }));
    const question = { role: "user", content: "What is the weather in Paris and what time is it in Tokyo?" };
    const first = (await ask(door, { model: "sandbox/genius", tools, messages: [question] })).json();
    const content = first.content as { type: string; id: string; name: string; input: { city: string } }[];
    expect(first.stop_reason).toBe("tool_use");
    expect(content.length).toBeGreaterThan(1);
    for (const block of content) expect(typeof block.input.city).toBe("string");
    const streamed = await ask(door, { model: "sandbox/genius", tools, messages: [question], stream: true });
    const starts = eventsOf(streamed.text).filter(({ type }) => type === "content_block_start");
    expect(starts.map((event) => event.content_block)).toEqual(
      content.map(({ id, name }) => ({ type: "tool_use", id, name, input: {} })),
    );
    const results = content.map(({ id }) => ({ type: "tool_result", tool_use_id: id, content: "17" }));
    const messages = [question, { role: "assistant", content }, { role: "user", content: results }];
    const second = await ask(door, { model: "sandbox/genius", tools, messages });
    expect(second.json().stop_reason).toBe("end_turn");
  });

  it("take the key where Anthropic's clients put it", async () => {
    const response = await fetch(`${harness.baseUrl(door)}/messages`, {
      method: "POST",
      headers: { "x-api-key": tenant.apiKey, "content-type": "application/json" },
      body: JSON.stringify({ ...PROMPT, model: "sandbox/quick" }),
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ type: "message" });
  });

  it("take the session from metadata.user_id", async () => {
    const response = await ask(door, { model: "sandbox/quick", metadata: { user_id: "u_1_session_2" } });
    expect(response.headers).toMatchObject({
      "floopy-session-id": "u_1_session_2",
      "floopy-session-source": "metadata",
    });
  });

  it("are counted by Anthropic where it is asked, else estimated and marked", async () => {
    upstream.on(MODEL, answers(200, '{"input_tokens": 2095}'));
    const count = (model: string): Promise<RawResponse> =>
      ask(door, { model }, { path: "/messages/count_tokens", headers: { "anthropic-beta": "b" } });
    const counted = await count(`anthropic/${MODEL}`);
    expect(counted.text).toBe('{"input_tokens": 2095}');
    expect(counted.headers["floopy-tokens-estimated"]).toBeUndefined();
    const call = upstream.callsOf(MODEL).at(-1);
    expect(call).toMatchObject({ path: "/v1/messages/count_tokens", headers: { "anthropic-beta": "b" } });
    const guessed = await count("sandbox/quick");
    expect(guessed.headers["floopy-tokens-estimated"]).toBe("1");
    expect(guessed.json().input_tokens).toBeGreaterThan(3);
    upstream.on(MODEL, answers(503, ""));
    expect((await count(MODEL)).headers["floopy-tokens-estimated"]).toBe("1");
    const words = '{"type":"error","error":{"type":"invalid_request_error","message":"no"}}';
    upstream.on(MODEL, answers(400, words));
    const refused = await count(MODEL);
    expect([refused.status, refused.text]).toEqual([400, words]);
  });
});

describe.each(DOORS)("errors of messages at the %s door", (door) => {
  const shown = (response: RawResponse): unknown[] => {
    const { type, error, request_id } = response.json();
    expect(type).toBe("error");
    expect(request_id).toBe(response.headers["x-request-id"]);
    expect(response.headers["request-id"]).toBe(request_id);
    return [response.status, error.type, error.code];
  };

  it("come in Anthropic's envelope, whatever failed", async () => {
    const limited = await createTestKey(tenant, { permissions: ["read"] });
    const auth = (key: string): RawCall => ({ headers: { authorization: `Bearer ${key}` } });
    const cases: [Promise<RawResponse>, unknown[]][] = [
      [ask(door, {}, auth("nope")), [401, "authentication_error", "invalid_key"]],
      [ask(door, { model: "sandbox/quick" }, auth(limited)), [403, "permission_error", "permission_denied"]],
      [ask(door, "{"), [400, "invalid_request_error", "invalid_request"]],
      [
        ask(door, { model: "sandbox/quick", messages: [] }),
        [400, "invalid_request_error", "invalid_request"],
      ],
      [ask(door, { model: "route:absent" }), [404, "not_found_error", "model_not_found"]],
      [ask(door, { model: "sandbox/rate-limited" }), [429, "rate_limit_error", "upstream_rate_limited"]],
      [ask(door, { model: "sandbox/down" }), [502, "api_error", "all_providers_failed"]],
      [ask(door, { model: "sandbox/invalid" }), [400, "invalid_request_error", "upstream_rejected"]],
      [ask(door, {}, { path: "/messages/absent/x" }), [404, "not_found_error", "not_found"]],
      [ask(door, {}, { method: "PUT" }), [405, "invalid_request_error", "method_not_allowed"]],
      [ask(door, "{", { path: "/messages/count_tokens" }), [400, "invalid_request_error", "invalid_request"]],
    ];
    for (const [response, expected] of cases) expect(shown(await response)).toEqual(expected);
  });

  it("say why, when the provider of chat that was asked instead refuses", async () => {
    const response = await ask(door, { model: "sandbox/invalid" });
    expect(response.json().error.message).toContain("Invalid value for 'temperature'.");
  });

  it("hand on Anthropic's own words about the request", async () => {
    const words = '{"type":"error","error":{"type":"invalid_request_error","message":"max_tokens: too big"}}';
    upstream.on(MODEL, answers(400, words));
    const response = await ask(door, { model: MODEL });
    expect([response.status, response.text]).toEqual([400, words]);
    const { request } = await recordOf(response);
    expect(request).toMatchObject({ status: "error", httpStatus: 400, errorCode: "upstream_rejected" });
  });

  it("tell what cannot be put into chat, instead of leaving it out", async () => {
    const tools = [{ type: "web_search_20250305", name: "web_search" }];
    const response = await ask(door, { model: "sandbox/quick", tools });
    expect(shown(response)).toEqual([400, "invalid_request_error", "invalid_request"]);
    expect(response.json().error.param).toBe("tools.0");
    expect((await recordOf(response)).request.errorCode).toBe("invalid_request");
  });

  it("end a broken translated stream with an error event", async () => {
    const response = await ask(door, { model: "sandbox/error-mid-stream", stream: true });
    expect(eventsOf(response.text).at(-1)).toMatchObject({ type: "error", error: { type: "api_error" } });
    expect(response.text).not.toContain("message_stop");
  });
});
