import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, embedMany, generateText, Output, stepCountIs, streamText, tool } from "ai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ClientStage, startClientStage } from "./client-stage";
import { DOORS, type DoorName } from "./harness";

let stage: ClientStage;

const CLIENTS = ["openai", "openai-compatible"] as const;
const CASES = DOORS.flatMap((door) => CLIENTS.map((client) => ({ door, client, name: `${client}-${door}` })));

beforeAll(async () => {
  stage = await startClientStage(CASES.map(({ name }) => name));
});
afterAll(() => stage.close());

const PROMPT = "Say hello to the whole team.";
const TOO_LONG = "x".repeat(11_000_000);
const Trip = z.object({ city: z.string(), days: z.number().int() });

const weather = tool({
  description: "The weather of a city",
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => ({ city, sky: "clear" }),
});

interface Caller {
  door: DoorName;
  client: (typeof CLIENTS)[number];
}

function providerOf({ door, client }: Caller, apiKey = stage.tenant.apiKey) {
  const options = { baseURL: stage.harness.baseUrl(door), apiKey };
  if (client === "openai") return createOpenAI(options);
  return createOpenAICompatible({
    ...options,
    name: "floopy",
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
}

/** The model on the chat wire; OpenAI's own provider would take the responses wire by itself. */
function chatOf(caller: Caller, model: string, apiKey?: string) {
  const provider = providerOf(caller, apiKey);
  return "chat" in provider ? provider.chat(model) : provider.chatModel(model);
}

describe.each(CASES)("the $door door with the $client provider of the AI SDK", (caller) => {
  const { name } = caller;
  const chat = (model: string, apiKey?: string) => chatOf(caller, model, apiKey);
  const failing = (model: string, apiKey?: string): Promise<unknown> =>
    generateText({ model: chat(model, apiKey), prompt: PROMPT, maxRetries: 0 }).then(
      () => null,
      (error: unknown) => error,
    );

  it("writes a text, and the usage it reads is the usage recorded", async () => {
    const { text, usage, finishReason, response } = await generateText({
      model: chat("sandbox/quick"),
      prompt: PROMPT,
    });
    expect(text).toBeTruthy();
    expect(finishReason).toBe("stop");
    const { request } = await stage.harness.record(response.headers?.["x-request-id"] ?? "");
    expect(request).toMatchObject({
      status: "ok",
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
    });
  });

  it("streams a text in pieces, with its usage at the end", async () => {
    const result = streamText({ model: chat("auto"), prompt: PROMPT });
    const pieces: string[] = [];
    for await (const piece of result.textStream) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(2);
    expect(await result.finishReason).toBe("stop");
    const { request, body } = await stage.harness.record(
      (await result.response).headers?.["x-request-id"] ?? "",
    );
    expect(request).toMatchObject({
      isStream: true,
      isUsageEstimated: false,
      outputTokens: (await result.usage).outputTokens,
    });
    expect(JSON.parse(body?.responseBody ?? "{}").choices[0].message.content).toBe(pieces.join(""));
  });

  it("runs its tool loop to an answer in words, both steps in one session", async () => {
    const { steps, text } = await generateText({
      model: chat("sandbox/quick"),
      prompt: "What is the weather in Paris?",
      tools: { weather },
      stopWhen: stepCountIs(4),
    });
    expect(steps.map(({ finishReason }) => finishReason)).toEqual(["tool-calls", "stop"]);
    expect(steps[0]?.toolResults.map(({ output }) => output)).toEqual([{ city: "Paris", sky: "clear" }]);
    expect(text).toBeTruthy();
    const sessions = new Set(steps.map(({ response }) => response.headers?.["floopy-session-id"]));
    expect([...sessions]).toEqual([expect.stringMatching(/^ses_/)]);
  });

  it("runs the same loop over streams", async () => {
    const result = streamText({
      model: chat("sandbox/quick"),
      prompt: "What is the weather in Paris?",
      tools: { weather },
      stopWhen: stepCountIs(4),
    });
    await result.consumeStream();
    const steps = await result.steps;
    expect(steps.map(({ finishReason }) => finishReason)).toEqual(["tool-calls", "stop"]);
    expect(steps[0]?.toolCalls).toMatchObject([{ toolName: "weather", input: { city: "Paris" } }]);
    expect(await result.text).toBeTruthy();
  });

  it("gets an object of the schema it asked for, whole and streamed", async () => {
    const ask = { model: chat("sandbox/quick"), prompt: PROMPT, output: Output.object({ schema: Trip }) };
    const { output, request } = await generateText(ask);
    expect(Trip.parse(output)).toEqual(output);
    expect(JSON.stringify(request.body)).toContain("json_schema");
    const streamed = streamText(ask);
    await streamed.consumeStream();
    expect(await streamed.output).toEqual(output);
  });

  it("embeds several texts in one call", async () => {
    const { embeddings, usage } = await embedMany({
      model: providerOf(caller).embeddingModel("sandbox/embed"),
      values: ["one thing", "another thing"],
    });
    expect(embeddings.map(({ length }) => length)).toEqual([256, 256]);
    expect(usage.tokens).toBeGreaterThan(0);
  });

  it("stops the provider's work when a call is aborted before its answer", async () => {
    const model = `hang-${name}`;
    const sessionId = `abort-${name}`;
    const leave = new AbortController();
    const call = generateText({
      model: chat(`custom/${model}`),
      prompt: PROMPT,
      headers: { "floopy-session-id": sessionId },
      abortSignal: leave.signal,
    });
    const outcome = expect(call).rejects.toMatchObject({ name: "AbortError" });
    await stage.reached(model);
    leave.abort();
    await outcome;
    await stage.abandoned(model);
    expect(await stage.requestOf(sessionId)).toMatchObject({ status: "client_closed", httpStatus: 499 });
  });

  it("stops the provider's work when a stream is aborted, and records the words that came", async () => {
    const sessionId = `abort-stream-${name}`;
    const leave = new AbortController();
    const parts: string[] = [];
    const result = streamText({
      model: chat(`custom/drip-${name}`),
      prompt: PROMPT,
      headers: { "floopy-session-id": sessionId },
      abortSignal: leave.signal,
    });
    for await (const part of result.fullStream) {
      parts.push(part.type);
      if (part.type === "text-delta") leave.abort();
    }
    expect(parts.at(-1)).toBe("abort");
    await stage.abandoned(`drip-${name}`);
    const request = await stage.requestOf(sessionId);
    expect(request).toMatchObject({ status: "client_closed", isStream: true, isUsageEstimated: true });
    expect(request.outputTokens).toBeGreaterThan(0);
  });

  it.each([
    ["an unknown key", 401, "invalid_key", "sandbox/quick", "fl_sk_nope"],
    ["an unknown model", 404, "model_not_found", "no-such-model", undefined],
    ["a provider's limit", 429, "upstream_rate_limited", "sandbox/rate-limited", undefined],
    ["a provider that is down", 502, "all_providers_failed", "sandbox/down", undefined],
    ["a provider that refuses its key", 502, "all_providers_failed", "sandbox/unauthorized", undefined],
  ])("reads the error for %s (%i) and whether to try again", async (_, status, code, model, apiKey) => {
    const error = await failing(model, apiKey);
    if (!APICallError.isInstance(error)) throw new Error(`not the client's own error: ${error}`);
    const { message, statusCode, isRetryable, data, responseHeaders } = error;
    expect({ statusCode, isRetryable }).toEqual({ statusCode: status, isRetryable: status >= 429 });
    expect(data).toMatchObject({ error: { message, code } });
    expect(responseHeaders?.["x-request-id"]).toBeTruthy();
    if (status === 429) expect(responseHeaders?.["retry-after"]).toBe("2");
  });

  it("reads the answer to a body that is too large each time, on the connections it keeps", async () => {
    for (let round = 0; round < 3; round++) {
      const call = generateText({ model: chat("sandbox/quick"), prompt: TOO_LONG, maxRetries: 0 });
      await expect(call).rejects.toMatchObject({ statusCode: 413 });
    }
  });

  it("hands a provider's own 404 on in the provider's words", async () => {
    expect(await failing(`custom/unknown-${name}`)).toMatchObject({
      statusCode: 404,
      message: "no such model here",
    });
  });

  it.each(["error-mid-stream", "cut"])("sees a stream that fails half-way as failed (%s)", async (fault) => {
    const errors: unknown[] = [];
    const result = streamText({
      model: chat(`sandbox/${fault}`),
      prompt: PROMPT,
      onError: ({ error }) => void errors.push(error),
    });
    const parts: string[] = [];
    for await (const part of result.fullStream) parts.push(part.type);
    expect(parts).toContain("text-delta");
    expect(parts).toContain("error");
    expect(errors).toHaveLength(1);
    expect(await result.finishReason).toBe("error");
  });
});

it.each(DOORS)("the %s door lets a client read a model's reasoning apart from its answer", async (door) => {
  const { text, reasoningText, usage } = await generateText({
    model: chatOf({ door, client: "openai-compatible" }, "sandbox/thinker"),
    prompt: PROMPT,
  });
  expect(text).toBeTruthy();
  expect(reasoningText).toBeTruthy();
  expect(usage.outputTokenDetails.reasoningTokens).toBeGreaterThan(0);
});
