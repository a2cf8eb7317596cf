import { readFileSync } from "node:fs";
import path from "node:path";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROVIDERS } from "@/server/contracts/provider-table";
import {
  connectTestProvider,
  createGatewayTenant,
  type GatewayTenant,
} from "@/server/testing/gateway-tenant";
import { answers, completion, FakeUpstream, streams } from "./fake-upstream";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";

const MODEL = "claude-sonnet-4-5";
const FIXTURE = path.join(import.meta.dirname, "../wires/fixtures/chat-to-messages-thinking-and-tools.json");
const { stream: STREAM, whole: WHOLE } = JSON.parse(readFileSync(FIXTURE, "utf8"));
const OVERLOADED =
  'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"busy"}}\n\n';

let harness: Harness;
let tenant: GatewayTenant;
let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  const { anthropic } = PROVIDERS;
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

const ASK = {
  model: MODEL,
  messages: [{ role: "user" as const, content: "Weather in Tokyo, and the time?" }],
};
const chat = (door: DoorName) => harness.client(door, tenant.apiKey).chat.completions;
const lastSent = () => JSON.parse(upstream.callsOf(MODEL).at(-1)?.body ?? "{}");

describe.each(DOORS)("chat with Claude at the %s door", (door) => {
  it("is a message at Anthropic, priced with what was read from the cache and written to it", async () => {
    upstream.on(MODEL, answers(200, JSON.stringify(WHOLE.answer)));
    const { data, response } = await chat(door).create(ASK).withResponse();
    expect(data.choices[0]).toMatchObject({
      finish_reason: "tool_calls",
      message: { content: "Ich prüfe." },
    });
    expect(data.usage).toMatchObject({
      prompt_tokens: 2_312,
      prompt_tokens_details: { cached_tokens: 2_000 },
    });
    const call = upstream.callsOf(MODEL).at(-1);
    expect(call).toMatchObject({
      path: "/v1/messages",
      headers: { "x-api-key": "sk-ant-test", "anthropic-version": "2023-06-01" },
    });
    expect(lastSent()).toEqual({ model: MODEL, max_tokens: 64_000, messages: ASK.messages });
    const { request, body } = await harness.record(response.headers.get("x-request-id") ?? "");
    expect(request).toMatchObject({
      endpoint: "chat",
      provider: "anthropic",
      cachedInputTokens: 2_000,
      cacheWriteTokens: 300,
      reasoningTokens: 40,
      // 12 plain, 2,000 read, 100 written for minutes, 200 for an hour, 89 generated.
      costMicroUsd: Math.round(12 * 3 + 2_000 * 0.3 + 100 * 3.75 + 200 * 6 + 89 * 15),
    });
    expect(JSON.parse(body?.responseBody ?? "{}").choices[0].message.tool_calls).toHaveLength(2);
  });

  it("streams as chunks that the client puts together, with usage only where it is asked for", async () => {
    upstream.on(MODEL, streams(STREAM, { pieceBytes: 37 }));
    const runner = chat(door).stream({ ...ASK, stream_options: { include_usage: true } });
    const whole = await runner.finalChatCompletion();
    expect(
      whole.choices[0]?.message.tool_calls?.map((call) => call.type === "function" && call.function),
    ).toMatchObject([
      { name: "get_weather", arguments: '{"city":"Tōkyō"}' },
      { name: "get_time", arguments: "{}" },
    ]);
    expect(whole.usage?.total_tokens).toBe(2_401);
    const plain = await chat(door).create({ ...ASK, stream: true });
    for await (const chunk of plain) expect(chunk.usage).toBeUndefined();
  });

  it("keeps thinking through a loop of tools, when the client sends back the message as it came", async () => {
    upstream.on(MODEL, answers(200, JSON.stringify(WHOLE.answer)));
    const first = await chat(door).create({ ...ASK, reasoning_effort: "low" });
    const message = first.choices[0]?.message;
    if (message === undefined) throw new Error("no message");
    const results = (message.tool_calls ?? []).map(({ id }) => ({
      role: "tool" as const,
      tool_call_id: id,
      content: "17",
    }));
    await chat(door).create({
      ...ASK,
      reasoning_effort: "low",
      messages: [...ASK.messages, message, ...results],
    });
    const { messages, thinking } = lastSent();
    expect(thinking).toEqual({ type: "enabled", budget_tokens: 12_800 });
    expect(messages[1].content.slice(0, 2)).toEqual(WHOLE.answer.content.slice(0, 2));
    expect(messages[2].content.map((block: { type: string }) => block.type)).toEqual([
      "tool_result",
      "tool_result",
    ]);
  });

  it("falls back when Claude is overloaded before its first word", async () => {
    upstream.on(MODEL, streams(OVERLOADED));
    upstream.on("other", answers(200, completion("from chat")));
    const { data, response } = await chat(door)
      .create({ ...ASK, model: `${MODEL},sandbox/quick`, stream: true })
      .withResponse();
    expect(response.headers.get("floopy-provider")).toBe("sandbox");
    let text = "";
    for await (const chunk of data) text += chunk.choices[0]?.delta.content ?? "";
    expect(text).not.toBe("");
    upstream.on(MODEL, answers(529, '{"type":"error","error":{"type":"overloaded_error","message":"busy"}}'));
    const whole = await chat(door).create({ ...ASK, model: `${MODEL},custom/other` });
    expect(whole.choices[0]?.message.content).toBe("from chat");
  });

  it("ends with an error when the stream breaks, never as if it were complete", async () => {
    const upTo = STREAM.indexOf("event: content_block_stop");
    upstream.on(MODEL, streams(`${STREAM.slice(0, upTo)}${OVERLOADED}`, { pieceBytes: 200 }));
    const { data, response } = await chat(door)
      .create({ ...ASK, stream: true })
      .withResponse();
    const drain = async () => {
      for await (const _chunk of data);
    };
    await expect(drain()).rejects.toBeInstanceOf(OpenAI.APIError);
    const { request } = await harness.record(response.headers.get("x-request-id") ?? "");
    expect(request).toMatchObject({ status: "error", isUsageEstimated: true, inputTokens: 2_312 });
  });

  it("says why Anthropic refused, and what could not be translated", async () => {
    const words = '{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long"}}';
    upstream.on(MODEL, answers(400, words));
    await expect(chat(door).create(ASK)).rejects.toThrow("prompt is too long");
    const refusal = await chat(door)
      .create({ ...ASK, logprobs: true })
      .catch((thrown: unknown) => thrown);
    expect(refusal).toBeInstanceOf(OpenAI.BadRequestError);
    expect(refusal).toMatchObject({ code: "invalid_request", param: "logprobs" });
  });
});
