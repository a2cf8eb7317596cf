import { readFileSync } from "node:fs";
import path from "node:path";
import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROVIDERS } from "@/server/contracts/provider-table";
import {
  connectTestProvider,
  createGatewayTenant,
  type GatewayTenant,
} from "@/server/testing/gateway-tenant";
import { answers, FakeUpstream, streams } from "./fake-upstream";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";

const MODEL = "gpt-5-pro";
const FIXTURE = path.join(import.meta.dirname, "../wires/fixtures/chat-to-responses-thoughts-and-tools.json");
const { stream: STREAM, whole: WHOLE } = JSON.parse(readFileSync(FIXTURE, "utf8"));

let harness: Harness;
let tenant: GatewayTenant;
let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  const { openai } = PROVIDERS;
  if (openai === undefined) throw new Error("no such provider");
  openai.baseUrl = upstream.baseUrl;
  tenant = await createGatewayTenant();
  await connectTestProvider(tenant, "openai", "sk-test");
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

const MESSAGES = [{ role: "user" as const, content: "Where is it warm?" }];
const chat = (door: DoorName) => harness.client(door, tenant.apiKey).chat.completions;

/** The client adds /v1 itself. */
function anthropic(door: DoorName): Anthropic {
  return new Anthropic({
    baseURL: harness.baseUrl(door).replace(/\/v1$/, ""),
    apiKey: tenant.apiKey,
    maxRetries: 0,
  });
}

describe.each(DOORS)("a model that only Responses reach at the %s door", (door) => {
  it("answers chat, and takes its own thoughts back with the results of tools", async () => {
    upstream.on(MODEL, answers(200, JSON.stringify(WHOLE.answer)));
    const { data, response } = await chat(door).create({ model: MODEL, messages: MESSAGES }).withResponse();
    const message = data.choices[0]?.message;
    if (message === undefined) throw new Error("no message");
    expect(message).toMatchObject({ content: "Grüße, wörld 👋🏽", reasoning_content: "Hm, two." });
    expect(upstream.callsOf(MODEL).at(-1)?.path).toBe("/v1/responses");
    const results = (message.tool_calls ?? []).map(({ id }) => ({
      role: "tool" as const,
      tool_call_id: id,
      content: "17",
    }));
    await chat(door).create({ model: MODEL, messages: [...MESSAGES, message, ...results] });
    const { input, store } = JSON.parse(upstream.callsOf(MODEL).at(-1)?.body ?? "{}");
    expect(store).toBe(false);
    expect(input[1]).toEqual({ type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAA==" });
    const { request } = await harness.record(response.headers.get("x-request-id") ?? "");
    expect(request).toMatchObject({ endpoint: "chat", finishReason: "tool_calls", reasoningTokens: 6 });
    expect(request.costMicroUsd).toBeGreaterThan(0);
  });

  it("streams to a client of chat", async () => {
    upstream.on(MODEL, streams(STREAM, { pieceBytes: 50 }));
    const runner = chat(door).stream({
      model: MODEL,
      messages: MESSAGES,
      stream_options: { include_usage: true },
    });
    const whole = await runner.finalChatCompletion();
    expect(whole.choices[0]?.message.content).toBe("Grüße, wörld 👋🏽");
    expect(whole.choices[0]?.message.tool_calls).toHaveLength(2);
    expect(whole.usage).toMatchObject({ total_tokens: 80, prompt_tokens_details: { cached_tokens: 20 } });
  });

  it("answers and streams to Anthropic's client", async () => {
    const ask = { model: MODEL, max_tokens: 300, messages: MESSAGES };
    upstream.on(MODEL, answers(200, JSON.stringify(WHOLE.answer)));
    const whole = await anthropic(door).messages.create(ask);
    expect(whole.stop_reason).toBe("tool_use");
    upstream.on(MODEL, streams(STREAM, { pieceBytes: 50 }));
    const streamed = await anthropic(door).messages.stream(ask).finalMessage();
    expect(streamed.content).toEqual(whole.content);
    expect(streamed.usage).toMatchObject({
      input_tokens: 30,
      cache_read_input_tokens: 20,
      output_tokens: 30,
    });
  });

  it("ends with an error when it fails on the way", async () => {
    const upTo = STREAM.indexOf("event: response.output_text.done");
    upstream.on(MODEL, streams(STREAM.slice(0, upTo), { pieceBytes: 200, isCut: true }));
    const data = await chat(door).create({ model: MODEL, messages: MESSAGES, stream: true });
    const drain = async () => {
      for await (const _chunk of data);
    };
    await expect(drain()).rejects.toThrow();
  });

  it("says what Responses cannot do", async () => {
    await expect(chat(door).create({ model: MODEL, messages: MESSAGES, stop: "END" })).rejects.toMatchObject({
      status: 400,
      param: "stop",
    });
  });
});
