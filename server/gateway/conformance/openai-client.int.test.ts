import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createGatewayTenant,
  createTestKey,
  createTestRoute,
  type GatewayTenant,
} from "@/server/testing/gateway-tenant";
import { DOORS, type Harness, startHarness } from "./harness";

let harness: Harness;
let tenant: GatewayTenant;

beforeAll(async () => {
  tenant = await createGatewayTenant();
  await createTestRoute(tenant, { slug: "auto", candidates: [{ provider: "sandbox", model: "quick" }] });
  harness = await startHarness();
});
afterAll(() => harness.close());

const TOOL_PROMPT = [
  { role: "user" as const, content: "What is the weather in Paris and what time is it in Tokyo?" },
];
const TOOLS: OpenAI.ChatCompletionTool[] = ["get_weather", "get_time"].map((name) => ({
  type: "function",
  function: {
    name,
    description: `${name} of a city`,
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
}));
const MESSAGES = [{ role: "user" as const, content: "Say hello to the whole team." }];

describe.each(DOORS)("the %s door with the openai client", (door) => {
  it("answers a chat completion with what it used and cost, and records it", async () => {
    const { data, response } = await harness
      .client(door, tenant.apiKey)
      .chat.completions.create({ model: "sandbox/quick", messages: MESSAGES })
      .withResponse();
    expect(data.choices[0]?.message.content).toBeTruthy();
    expect(response.headers.get("floopy-provider")).toBe("sandbox");
    expect(Number(response.headers.get("floopy-cost-micro-usd"))).toBeGreaterThan(0);
    const { request, body } = await harness.record(response.headers.get("x-request-id") ?? "");
    expect(request).toMatchObject({
      orgId: tenant.orgId,
      status: "ok",
      provider: "sandbox",
      model: "quick",
      isSandbox: true,
      inputTokens: data.usage?.prompt_tokens,
      outputTokens: data.usage?.completion_tokens,
    });
    expect(body?.requestBody).toContain("whole team");
    expect(JSON.parse(body?.responseBody ?? "{}").choices).toEqual(data.choices);
  });

  it("streams a chat completion word by word and records the whole of it", async () => {
    const { data, response } = await harness
      .client(door, tenant.apiKey)
      .chat.completions.create({ model: "auto", messages: MESSAGES, stream: true })
      .withResponse();
    let text = "";
    let chunks = 0;
    for await (const chunk of data) {
      text += chunk.choices[0]?.delta.content ?? "";
      chunks += 1;
      expect(chunk.choices.length).toBeGreaterThan(0);
    }
    expect(chunks).toBeGreaterThan(2);
    const { request, body, decision } = await harness.record(response.headers.get("x-request-id") ?? "");
    expect(request).toMatchObject({
      status: "ok",
      isStream: true,
      finishReason: "stop",
      isUsageEstimated: false,
    });
    expect(request.outputTokens).toBeGreaterThan(0);
    expect(request.ttftMs).not.toBeNull();
    expect(JSON.parse(body?.responseBody ?? "{}").choices[0].message.content).toBe(text);
    expect(decision?.reason).toBe("only_candidate");
  });

  it("refuses an unknown key with the client's authentication error", async () => {
    const call = harness
      .client(door, "fl_sk_nope")
      .chat.completions.create({ model: "auto", messages: MESSAGES });
    await expect(call).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
  });

  it("passes parallel tool calls through, whole and streamed, and keeps them in the record", async () => {
    const client = harness.client(door, tenant.apiKey);
    const whole = await client.chat.completions.create({
      model: "sandbox/genius",
      messages: TOOL_PROMPT,
      tools: TOOLS,
    });
    const calls = whole.choices[0]?.message.tool_calls ?? [];
    expect(whole.choices[0]?.finish_reason).toBe("tool_calls");
    expect(calls.length).toBeGreaterThan(1);
    const stream = client.chat.completions.stream({
      model: "sandbox/genius",
      messages: TOOL_PROMPT,
      tools: TOOLS,
    });
    const final = await stream.finalChatCompletion();
    expect(
      final.choices[0]?.message.tool_calls?.map((call) => call.type === "function" && call.function.name),
    ).toEqual(calls.map((call) => call.type === "function" && call.function.name));
  });

  it("passes a JSON schema through and gets an answer that fits it", async () => {
    const schema = {
      type: "object",
      properties: { city: { type: "string" }, days: { type: "integer" } },
      required: ["city", "days"],
      additionalProperties: false,
    };
    const completion = await harness.client(door, tenant.apiKey).chat.completions.create({
      model: "sandbox/genius",
      messages: MESSAGES,
      response_format: { type: "json_schema", json_schema: { name: "trip", strict: true, schema } },
    });
    const trip = JSON.parse(completion.choices[0]?.message.content ?? "");
    expect(typeof trip.city).toBe("string");
    expect(Number.isInteger(trip.days)).toBe(true);
  });

  it("sends the usage chunk to a client that asked for it, with the cost in it", async () => {
    const stream = await harness.client(door, tenant.apiKey).chat.completions.create({
      model: "sandbox/quick",
      messages: MESSAGES,
      stream: true,
      stream_options: { include_usage: true },
    });
    let last: OpenAI.ChatCompletionChunk | undefined;
    for await (const chunk of stream) last = chunk;
    expect(last?.choices).toEqual([]);
    expect(last?.usage?.completion_tokens).toBeGreaterThan(0);
    expect(last).toHaveProperty("floopy.cost_micro_usd");
  });

  it("answers embeddings and records them without their vectors", async () => {
    const { data, response } = await harness
      .client(door, tenant.apiKey)
      .embeddings.create({ model: "sandbox/embed", input: ["one", "two"], encoding_format: "float" })
      .withResponse();
    expect(data.data).toHaveLength(2);
    const { request, body } = await harness.record(response.headers.get("x-request-id") ?? "");
    expect(request).toMatchObject({ endpoint: "embeddings", status: "ok" });
    expect(request.inputTokens).toBeGreaterThan(0);
    expect(body?.responseBody).toBeNull();
  });

  it("lists the models and routes the key may call, and finds one by its id", async () => {
    const client = harness.client(door, tenant.apiKey);
    const ids = (await client.models.list()).data.map(({ id }) => id);
    expect(ids).toContain("auto");
    expect(ids).toContain("sandbox/quick");
    expect((await client.models.retrieve("sandbox/quick")).id).toBe("sandbox/quick");
    await expect(client.models.retrieve("no/such")).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });

  it("gives the client its typed exceptions", async () => {
    const { completions } = harness.client(door, tenant.apiKey).chat;
    const call = (model: string) => completions.create({ model, messages: MESSAGES });
    await expect(call("no-such-model")).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(call("sandbox/invalid")).rejects.toBeInstanceOf(OpenAI.BadRequestError);
    await expect(call("sandbox/rate-limited")).rejects.toBeInstanceOf(OpenAI.RateLimitError);
    await expect(call("sandbox/down")).rejects.toBeInstanceOf(OpenAI.InternalServerError);
    const limited = await createTestKey(tenant, { permissions: ["read"] });
    const forbidden = harness
      .client(door, limited)
      .chat.completions.create({ model: "auto", messages: MESSAGES });
    await expect(forbidden).rejects.toBeInstanceOf(OpenAI.PermissionDeniedError);
  });

  it("cancels the provider's work when the client stops reading, and records what had come", async () => {
    const { data: stream, response } = await harness
      .client(door, tenant.apiKey)
      .chat.completions.create({ model: "sandbox/slow", messages: MESSAGES, stream: true })
      .withResponse();
    for await (const chunk of stream) {
      if (chunk.choices[0]?.delta.content) break;
    }
    stream.controller.abort();
    const { request } = await harness.record(response.headers.get("x-request-id") ?? "");
    expect(request).toMatchObject({ status: "client_closed", httpStatus: 499, isUsageEstimated: true });
    expect(request.outputTokens).toBeGreaterThan(0);
    expect(request.costMicroUsd).not.toBeNull();
  });
});
