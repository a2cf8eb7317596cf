import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROVIDERS } from "@/server/contracts/provider-table";
import {
  connectTestProvider,
  createGatewayTenant,
  createTestRoute,
  type GatewayTenant,
} from "@/server/testing/gateway-tenant";
import { answers, chunkEvent, completion, DONE_EVENT, FakeUpstream, streams } from "./fake-upstream";
import { DOORS, type DoorName, type Harness, type StoredRecord, startHarness } from "./harness";
import { type RawCall, type RawResponse, rawCall } from "./raw-call";

const MODEL = "gpt-5.4-mini";
const FIXTURE = path.join(import.meta.dirname, "../wires/fixtures/responses-to-responses-tools.json");
const NATIVE_STREAM: string = JSON.parse(readFileSync(FIXTURE, "utf8")).stream;
const nativeAnswer = (id: string, status = "completed"): string =>
  `{"id":"${id}", "object":"response","created_at":1,"status":"${status}","model":"${MODEL}","output":[{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"gA=="},{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Olá 👋🏽","annotations":[]}]}],"usage":{"input_tokens":1000,"input_tokens_details":{"cached_tokens":200},"output_tokens":100,"output_tokens_details":{"reasoning_tokens":60},"total_tokens":1100},"future":1.50}`;

let harness: Harness;
let tenant: GatewayTenant;
let upstream: FakeUpstream;
const { openai, deepseek } = PROVIDERS;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  if (openai === undefined || deepseek === undefined) throw new Error("no such provider");
  openai.baseUrl = upstream.baseUrl;
  deepseek.baseUrl = upstream.baseUrl;
  tenant = await createGatewayTenant();
  await connectTestProvider(tenant, "openai", "sk-test");
  await connectTestProvider(tenant, "deepseek", "sk-deep");
  await connectTestProvider(tenant, "xai", "xai-test");
  const candidates = [
    { provider: "deepseek", model: "deepseek-chat", weight: 1_000_000 },
    { provider: "openai", model: MODEL, weight: 1 },
  ];
  await createTestRoute(tenant, { slug: "mixed", strategy: "weighted", candidates });
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

function ask(
  door: DoorName,
  body: Record<string, unknown> | string,
  call: RawCall & { apiKey?: string } = {},
): Promise<RawResponse> {
  const { apiKey = tenant.apiKey, ...rest } = call;
  const text = typeof body === "string" ? body : JSON.stringify({ input: "Say hello.", ...body });
  return rawCall(`${harness.baseUrl(door)}/responses`, apiKey, { body: text, ...rest });
}

const recordOf = (response: RawResponse): Promise<StoredRecord> =>
  harness.record(String(response.headers["x-request-id"]));
const eventsOf = (text: string): Record<string, unknown>[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("data: "))
    .map((line) => JSON.parse(line.slice(6)));
const shown = (response: RawResponse): unknown[] => {
  const { code, param, request_id } = response.json().error;
  expect(request_id).toBe(response.headers["x-request-id"]);
  return [response.status, code, param];
};

describe.each(DOORS)("responses at the %s door", (door) => {
  it("pass through to a provider that speaks them byte by byte, but for the model's name", async () => {
    upstream.on(MODEL, answers(200, nativeAnswer("resp_a")));
    const body = (model: string): string =>
      `{ "model": "${model}","input":[{"type":"reasoning","id":"rs_0","summary":[],"encrypted_content":"gA=="},{"role":"user","content":"hi"}],"include":["reasoning.encrypted_content"],"tools":[{"type":"web_search"},{"type":"custom","name":"x"}],"store":false,"prompt_cache_key":"conv-${door}","unknown":{"b":1,"a":0.10},"temperature":1e0 }`;
    const response = await ask(door, body(`openai/${MODEL}`));
    expect(response.text).toBe(nativeAnswer("resp_a"));
    expect(response.headers["floopy-session-source"]).toBe("prompt_cache_key");
    expect(upstream.callsOf(MODEL).at(-1)).toMatchObject({
      path: "/v1/responses",
      body: body(MODEL),
      headers: { authorization: "Bearer sk-test" },
    });
    const { request, body: stored } = await recordOf(response);
    expect(request).toMatchObject({
      endpoint: "responses",
      sessionId: `conv-${door}`,
      status: "ok",
      finishReason: "stop",
      responseModel: MODEL,
      inputTokens: 1_000,
      cachedInputTokens: 200,
      outputTokens: 100,
      reasoningTokens: 60,
    });
    expect(request.costMicroUsd).toBeGreaterThan(0);
    expect(response.headers["floopy-cost-micro-usd"]).toBe(String(request.costMicroUsd));
    expect(stored?.responseBody).toBe(nativeAnswer("resp_a"));
  });

  it("stream from such a provider untouched, with the cost added to the last event", async () => {
    upstream.on(MODEL, streams(NATIVE_STREAM, { pieceBytes: 37 }));
    const response = await ask(door, { model: MODEL, stream: true });
    const { request, body } = await recordOf(response);
    const extension = `,"floopy":${JSON.stringify({ cost_micro_usd: request.costMicroUsd, provider: "openai", model: MODEL })}`;
    expect(request.costMicroUsd).toBeGreaterThan(0);
    expect(response.text.replace(extension, "")).toBe(NATIVE_STREAM);
    expect(response.text).toContain(`${extension}}\n\n`);
    expect(request).toMatchObject({
      isStream: true,
      isUsageEstimated: false,
      finishReason: "tool_calls",
      inputTokens: 36,
      reasoningTokens: 64,
    });
    const stored = JSON.parse(body?.responseBody ?? "{}");
    expect(stored.output.map(({ type }: { type: string }) => type)).toEqual([
      "reasoning",
      "web_search_call",
      "message",
      "function_call",
      "function_call",
    ]);
  });

  it("end a stream that breaks with an error event, and keep the words that came", async () => {
    const upTo = NATIVE_STREAM.indexOf("event: response.output_text.done");
    upstream.on(MODEL, streams(NATIVE_STREAM.slice(0, upTo), { isCut: true }));
    const response = await ask(door, { model: MODEL, stream: true });
    const events = eventsOf(response.text);
    expect(events.at(-1)).toMatchObject({
      type: "error",
      code: "stream_truncated",
      sequence_number: events.length - 1,
      error: { type: "api_error", code: "stream_truncated", request_id: response.headers["x-request-id"] },
    });
    expect(response.text).toContain("\nevent: error\ndata: ");
    expect(response.text).not.toContain("response.completed");
    const { request, body } = await recordOf(response);
    expect(request).toMatchObject({ status: "error", isUsageEstimated: true });
    expect(request.outputTokens).toBeGreaterThan(0);
    const stored = JSON.parse(body?.responseBody ?? "{}");
    expect(stored.status).toBe("incomplete");
    expect(stored.output[2].content).toEqual([{ type: "output_text", text: "Tides — São João 🌊." }]);
  });

  it.each([
    ["fails", 'event: response.failed\ndata: {"type":"response.failed","response":{"status":"failed"}}\n\n'],
    ["reports an error", 'event: error\ndata: {"type":"error","code":"server_error","message":"no"}\n\n'],
    ["ends", ""],
  ])("are answered by the next model when a stream %s before its first word", async (_what, last) => {
    const created = NATIVE_STREAM.slice(0, NATIVE_STREAM.indexOf("event: response.output_item.added"));
    upstream.on(MODEL, streams(created + last));
    const response = await ask(door, { model: `${MODEL},sandbox/quick`, stream: true });
    expect(response.headers).toMatchObject({ "floopy-provider": "sandbox", "floopy-fallback-index": "1" });
    expect(eventsOf(response.text).at(-1)).toMatchObject({ type: "response.completed" });
  });

  it("turn a failure in the middle of a stream into an error event of ours", async () => {
    const upTo = NATIVE_STREAM.indexOf("event: response.output_text.done");
    const failed =
      'event: response.failed\ndata: {"type":"response.failed","response":{"status":"failed"}}\n\n';
    upstream.on(MODEL, streams(NATIVE_STREAM.slice(0, upTo) + failed, { pieceBytes: 64 }));
    const response = await ask(door, { model: MODEL, stream: true });
    expect(eventsOf(response.text).at(-1)).toMatchObject({ type: "error", code: "stream_truncated" });
    expect((await recordOf(response)).request.status).toBe("error");
  });

  it.each([
    ["a failed response", nativeAnswer("resp_f", "failed")],
    ["one that is not finished", nativeAnswer("resp_f", "in_progress")],
    ["a chat answer", completion("wrong format")],
    ["nothing", ""],
  ])("take %s for a failure", async (_what, words) => {
    upstream.on(MODEL, answers(200, words));
    expect((await ask(door, { model: MODEL })).status).toBe(502);
  });

  it("are put into chat for every other provider, and back", async () => {
    upstream.on("deepseek-chat", answers(200, completion("from chat")));
    const response = await ask(door, {
      model: "deepseek/deepseek-chat",
      instructions: "Be brief.",
      max_output_tokens: 50,
      metadata: { k: "v" },
    });
    expect(upstream.callsOf("deepseek-chat").at(-1)).toMatchObject({ path: "/v1/chat/completions" });
    expect(JSON.parse(upstream.callsOf("deepseek-chat").at(-1)?.body ?? "{}")).toEqual({
      model: "deepseek-chat",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "Say hello." },
      ],
      max_tokens: 50,
    });
    expect(response.json()).toMatchObject({
      object: "response",
      status: "completed",
      store: false,
      instructions: "Be brief.",
      metadata: { k: "v" },
      output: [{ type: "message", content: [{ type: "output_text", text: "from chat" }] }],
      usage: { input_tokens: 11, output_tokens: 7, total_tokens: 18 },
    });
    const { request } = await recordOf(response);
    expect(request).toMatchObject({ endpoint: "responses", inputTokens: 11, finishReason: "stop" });
    expect(response.headers["floopy-session-source"]).toBe("derived");
  });

  it("say the same whole and streamed from the sandbox, the usage and cost included", async () => {
    const whole = (await ask(door, { model: "sandbox/quick" })).json();
    const response = await ask(door, { model: "sandbox/quick", stream: true });
    const events = eventsOf(response.text);
    expect(events.map((event) => event.sequence_number)).toEqual([...events.keys()]);
    const last = events.at(-1) as { type: string; response: typeof whole; floopy: unknown };
    expect(last.type).toBe("response.completed");
    const texts = (output: unknown): unknown => JSON.parse(JSON.stringify(output))[0].content;
    expect(texts(last.response.output)).toEqual(texts(whole.output));
    expect(last.response.usage).toEqual(whole.usage);
    const { request, body } = await recordOf(response);
    expect(last.floopy).toEqual({
      cost_micro_usd: request.costMicroUsd,
      provider: "sandbox",
      model: "quick",
    });
    expect(JSON.parse(body?.responseBody ?? "{}")).toEqual(last.response);
  });

  it("end a broken translated stream with an error event in its sequence", async () => {
    upstream.on("deepseek-chat", streams(chunkEvent({ content: "Hi" }), { isCut: true }));
    const response = await ask(door, { model: "deepseek/deepseek-chat", stream: true });
    const events = eventsOf(response.text);
    expect(events.map((event) => event.sequence_number)).toEqual([...events.keys()]);
    expect(events.at(-1)).toMatchObject({ type: "error", code: "stream_truncated" });
    expect(response.text).not.toContain("response.completed");
    const { body } = await recordOf(response);
    expect(JSON.parse(body?.responseBody ?? "{}")).toMatchObject({
      status: "incomplete",
      output: [{ content: [{ text: "Hi" }] }],
    });
  });

  it("pass over a model that cannot be asked in its format, and say so only where none can", async () => {
    const tools = [{ type: "web_search" }];
    // A name of its own: what other tests made of a model's circuit is no part of this one.
    const searching = `searching-${door}`;
    upstream.on(searching, answers(200, nativeAnswer("resp_w")));
    const response = await ask(door, { model: `deepseek/deepseek-chat,openai/${searching}`, tools });
    expect(response.text).toBe(nativeAnswer("resp_w"));
    expect(response.headers["floopy-fallback-index"]).toBe("1");
    upstream.on(searching, answers(503, ""));
    const failing = await ask(door, { model: `openai/${searching},deepseek/deepseek-chat`, tools });
    expect(shown(failing)).toEqual([502, "all_providers_failed", null]);
  });

  it("estimate and mark what a provider of chat does not say", async () => {
    upstream.on("deepseek-chat", streams(chunkEvent({ content: "Hi there" }, "stop") + DONE_EVENT));
    const response = await ask(door, { model: "deepseek/deepseek-chat", stream: true });
    const { request } = await recordOf(response);
    expect(request).toMatchObject({ isUsageEstimated: true, status: "ok" });
    expect(request.inputTokens).toBeGreaterThan(0);
  });

  it("carry parallel tool calls from the sandbox and their results back to it", async () => {
    const tools = ["get_weather", "get_time"].map((name) => ({
      type: "function",
      name,
      description: `${name} of a city`,
      parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    }));
    const question = { role: "user", content: "What is the weather in Paris and what time is it in Tokyo?" };
    const first = (await ask(door, { model: "sandbox/genius", tools, input: [question] })).json();
    const calls = first.output as { type: string; call_id: string; arguments: string }[];
    expect(calls.length).toBeGreaterThan(1);
    for (const call of calls) expect(typeof JSON.parse(call.arguments).city).toBe("string");
    const results = calls.map(({ call_id }) => ({ type: "function_call_output", call_id, output: "17" }));
    const input = [question, ...calls, ...results];
    const second = await ask(door, { model: "sandbox/genius", tools, input });
    expect(second.json().output).toMatchObject([{ type: "message" }]);
  });
});

describe.each(DOORS)("what a provider keeps, at the %s door", (door) => {
  const keep = async (id: string): Promise<void> => {
    upstream.on(MODEL, answers(200, nativeAnswer(id)));
    expect((await ask(door, { model: MODEL, input: "Remember me." })).status).toBe(200);
  };

  it.each([
    ["previous_response_id", { previous_response_id: "resp_x" }],
    ["conversation", { conversation: { id: "conv_x" } }],
    ["store", { store: true }],
    ["background", { background: true }],
    ["prompt", { prompt: { id: "pmpt_x" } }],
    [
      "input.1",
      {
        input: [
          { role: "user", content: "hi" },
          { type: "item_reference", id: "msg_1" },
        ],
      },
    ],
  ])("is refused by the name of %s where no model has a memory", async (param, body) => {
    const response = await ask(door, { model: "deepseek/deepseek-chat,sandbox/quick", ...body });
    expect(shown(response)).toEqual([400, "invalid_request", param]);
    expect((await recordOf(response)).request.errorCode).toBe("invalid_request");
  });

  it("is reached through any route: the request goes to who keeps it, in the session it began", async () => {
    upstream.on("deepseek-chat", answers(200, completion("no memory")));
    const plain = await ask(door, { model: "route:mixed" });
    expect(plain.headers["floopy-provider"]).toBe("deepseek");
    const id = `resp_kept_${door}`;
    upstream.on(MODEL, answers(200, nativeAnswer(id)));
    const first = await ask(door, { model: MODEL, input: "Remember me." });
    const next = await ask(door, { model: "route:mixed", previous_response_id: id, input: "Who am I?" });
    expect(next.headers).toMatchObject({
      "floopy-provider": "openai",
      "floopy-session-id": first.headers["floopy-session-id"],
      "floopy-session-source": "previous_response",
    });
    const { decision } = await recordOf(next);
    expect(decision).toMatchObject({ reason: "only_candidate", propensity: 1 });
  });

  it("is never asked of another provider when its own fails", async () => {
    await keep(`resp_alone_${door}`);
    upstream.on(MODEL, answers(503, ""));
    const body = { model: `${MODEL},sandbox/quick`, previous_response_id: `resp_alone_${door}` };
    expect((await ask(door, body)).status).toBe(502);
  });

  it("is told apart from what another provider keeps", async () => {
    await keep(`resp_else_${door}`);
    const body = { model: "xai/grok-4", previous_response_id: `resp_else_${door}` };
    expect(shown(await ask(door, body))).toEqual([400, "invalid_request", "previous_response_id"]);
  });

  it("belongs to its organisation: another one's id is an id like any other", async () => {
    await keep(`resp_ours_${door}`);
    const theirs = await createGatewayTenant();
    await connectTestProvider(theirs, "openai", "sk-theirs");
    const words = '{"error":{"message":"Previous response not found.","code":"previous_response_not_found"}}';
    upstream.on(MODEL, answers(400, words));
    const of = async (previous_response_id: string): Promise<unknown[]> => {
      const call = { apiKey: theirs.apiKey };
      const response = await ask(door, { model: MODEL, previous_response_id }, call);
      expect(upstream.callsOf(MODEL).at(-1)?.headers.authorization).toBe("Bearer sk-theirs");
      return [response.status, response.text, response.headers["floopy-session-source"]];
    };
    expect(await of(`resp_ours_${door}`)).toEqual(await of("resp_unknown"));
  });
});

describe.each(DOORS)("errors of responses at the %s door", (door) => {
  it("come in OpenAI's envelope, whatever failed", async () => {
    const cases: [Record<string, unknown> | string, unknown[]][] = [
      ["{", [400, "invalid_request", null]],
      [{ model: "sandbox/quick", input: undefined }, [400, "invalid_request", "input"]],
      [{ model: "sandbox/quick", input: [] }, [400, "invalid_request", "input"]],
      [{ model: "sandbox/quick", input: [7] }, [400, "invalid_request", "input.0"]],
      [{ model: "sandbox/quick", stream: "yes" }, [400, "invalid_request", "stream"]],
      [{ model: "sandbox/quick", tools: [{ type: "web_search" }] }, [400, "invalid_request", "tools.0"]],
      [{ model: "route:absent" }, [404, "model_not_found", "model"]],
      [{ model: "sandbox/rate-limited" }, [429, "upstream_rate_limited", null]],
      [{ model: "sandbox/down" }, [502, "all_providers_failed", null]],
      [{ model: "sandbox/empty" }, [502, "all_providers_failed", null]],
      [{ model: "sandbox/invalid" }, [400, "upstream_rejected", null]],
    ];
    for (const [body, expected] of cases) expect(shown(await ask(door, body))).toEqual(expected);
  });

  it("hand on the provider's own words about the request", async () => {
    const words =
      '{"error":{"message":"Bad tool.","type":"invalid_request_error","param":"tools","code":null}}';
    upstream.on(MODEL, answers(400, words));
    const response = await ask(door, { model: MODEL });
    expect([response.status, response.text]).toEqual([400, words]);
  });
});
