import { createOpenAI } from "@ai-sdk/openai";
import { HumanMessage } from "@langchain/core/messages";
import { tool as langchainTool } from "@langchain/core/tools";
import { ChatOpenAI } from "@langchain/openai";
import { APICallError, generateText, Output, stepCountIs, streamText, tool } from "ai";
import OpenAI from "openai";
import { zodTextFormat } from "openai/helpers/zod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ClientStage, startClientStage } from "./client-stage";
import { DOORS } from "./harness";

let stage: ClientStage;

beforeAll(async () => {
  stage = await startClientStage(DOORS);
});
afterAll(() => stage.close());

const PROMPT = "Say hello to the whole team.";
const QUESTION = "What is the weather in Paris?";
const Trip = z.object({ city: z.string(), days: z.number().int() });
const City = z.object({ city: z.string() });
const PARAMETERS = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};
const WEATHER: OpenAI.Responses.FunctionTool = {
  type: "function",
  name: "weather",
  description: "The weather of a city",
  parameters: PARAMETERS,
  strict: true,
};

describe.each(DOORS)("the %s door with the openai client's responses", (door) => {
  const client = () => stage.harness.client(door, stage.tenant.apiKey);

  it("creates a response with the usage that is recorded", async () => {
    const { data, response } = await client()
      .responses.create({ model: "sandbox/quick", input: PROMPT })
      .withResponse();
    expect(data).toMatchObject({ object: "response", status: "completed", error: null });
    expect(data.output_text).toBeTruthy();
    const { request } = await stage.harness.record(response.headers.get("x-request-id") ?? "");
    expect(request).toMatchObject({
      endpoint: "responses",
      inputTokens: data.usage?.input_tokens,
      outputTokens: data.usage?.output_tokens,
    });
  });

  it("streams a response that its helper puts together, thoughts included", async () => {
    const stream = client().responses.stream({
      model: "sandbox/thinker",
      input: PROMPT,
      reasoning: { summary: "auto" },
    });
    const pieces: string[] = [];
    stream.on("response.output_text.delta", ({ delta }) => void pieces.push(delta));
    const final = await stream.finalResponse();
    expect(pieces.length).toBeGreaterThan(2);
    expect(final.output_text).toBe(pieces.join(""));
    expect(final.output.map(({ type }) => type)).toEqual(["reasoning", "message"]);
    expect(final.usage?.output_tokens_details.reasoning_tokens).toBeGreaterThan(0);
  });

  it("runs a tool loop whose items are sent back as they came", async () => {
    const input: OpenAI.Responses.ResponseInput = [{ role: "user", content: QUESTION }];
    const ask = { model: "sandbox/quick", tools: [WEATHER] };
    const first = await client()
      .responses.stream({ ...ask, input })
      .finalResponse();
    const calls = first.output.filter((item) => item.type === "function_call");
    expect(calls.map((call) => JSON.parse(call.arguments))).toEqual([{ city: "Paris" }]);
    const results = calls.map(({ call_id }) => ({
      type: "function_call_output" as const,
      call_id,
      output: "clear",
    }));
    const second = await client().responses.create({
      ...ask,
      input: [...input, ...calls, ...results],
    });
    expect(second.output_text).toBeTruthy();
  });

  it("parses a structured output", async () => {
    const { output_parsed: trip } = await client().responses.parse({
      model: "sandbox/quick",
      input: PROMPT,
      text: { format: zodTextFormat(Trip, "trip") },
    });
    expect(Trip.parse(trip)).toEqual(trip);
  });

  it("throws its typed errors, and for a stream that fails half-way too", async () => {
    const create = (model: string) => client().responses.create({ model, input: PROMPT });
    await expect(create("no-such-model")).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(create("sandbox/rate-limited")).rejects.toBeInstanceOf(OpenAI.RateLimitError);
    await expect(create("sandbox/down")).rejects.toBeInstanceOf(OpenAI.InternalServerError);
    const stored = client().responses.create({
      model: "sandbox/quick",
      input: PROMPT,
      previous_response_id: "resp_1",
    });
    await expect(stored).rejects.toMatchObject({ status: 400, param: "previous_response_id" });
    const pieces: string[] = [];
    const read = async (): Promise<void> => {
      const stream = await client().responses.create({ model: "sandbox/cut", input: PROMPT, stream: true });
      for await (const event of stream) pieces.push(event.type);
    };
    await expect(read()).rejects.toMatchObject({ code: "stream_truncated" });
    expect(pieces).toContain("response.output_text.delta");
  });

  it("stops the provider's work when a stream is left, and records the words that came", async () => {
    const sessionId = `openai-${door}`;
    const stream = await client().responses.create(
      { model: `custom/drip-${door}`, input: PROMPT, stream: true },
      { headers: { "floopy-session-id": sessionId } },
    );
    for await (const event of stream) if (event.type === "response.output_text.delta") break;
    await stage.abandoned(`drip-${door}`);
    const request = await stage.requestOf(sessionId);
    expect(request).toMatchObject({ status: "client_closed", isStream: true });
    expect(request.outputTokens).toBeGreaterThan(0);
  });
});

describe.each(DOORS)("the %s door with the AI SDK's default model of OpenAI", (door) => {
  const model = (name: string) =>
    createOpenAI({ baseURL: stage.harness.baseUrl(door), apiKey: stage.tenant.apiKey })(name);
  const weather = tool({
    description: "The weather of a city",
    inputSchema: City,
    execute: async ({ city }) => ({ city, sky: "clear" }),
  });
  const loop = {
    prompt: QUESTION,
    tools: { weather },
    stopWhen: stepCountIs(4),
  };

  it("writes and streams a text, with its usage", async () => {
    const whole = await generateText({ model: model("sandbox/quick"), prompt: PROMPT });
    expect(whole.text).toBeTruthy();
    const streamed = streamText({ model: model("sandbox/quick"), prompt: PROMPT });
    const pieces: string[] = [];
    for await (const piece of streamed.textStream) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join("")).toBe(whole.text);
    expect(await streamed.finishReason).toBe("stop");
    expect((await streamed.usage).outputTokens).toBe(whole.usage.outputTokens);
  });

  it("runs its tool loop, whole and streamed", async () => {
    const whole = await generateText({ model: model("sandbox/quick"), ...loop });
    expect(whole.steps.map(({ finishReason }) => finishReason)).toEqual(["tool-calls", "stop"]);
    const streamed = streamText({ model: model("sandbox/quick"), ...loop });
    await streamed.consumeStream();
    const steps = await streamed.steps;
    expect(steps.map(({ finishReason }) => finishReason)).toEqual(["tool-calls", "stop"]);
    expect(steps[0]?.toolCalls).toMatchObject([{ toolName: "weather", input: { city: "Paris" } }]);
    const sessions = new Set(steps.map(({ response }) => response.headers?.["floopy-session-id"]));
    expect(sessions.size).toBe(1);
  });

  it("gets an object of the schema it asked for", async () => {
    const output = Output.object({ schema: Trip });
    const ask = { model: model("sandbox/quick"), prompt: PROMPT, output };
    expect(Trip.safeParse((await generateText(ask)).output).success).toBe(true);
  });

  it("goes on with a conversation when it sends its items whole, and is told so when it does not", async () => {
    const first = await generateText({ model: model("sandbox/quick"), prompt: PROMPT });
    const messages = [
      { role: "user" as const, content: PROMPT },
      ...first.response.messages,
      { role: "user" as const, content: "And again?" },
    ];
    const whole = { openai: { store: false } };
    const second = await generateText({ model: model("sandbox/quick"), messages, providerOptions: whole });
    expect(second.text).toBeTruthy();
    const byId: unknown = await generateText({ model: model("sandbox/quick"), messages }).catch(
      (thrown: unknown) => thrown,
    );
    if (!APICallError.isInstance(byId)) throw new Error(`not the client's own error: ${byId}`);
    expect(byId.statusCode).toBe(400);
    expect(byId.message).toContain("store: false");
  });

  it("sees a stream that fails half-way as failed", async () => {
    const errors: unknown[] = [];
    const result = streamText({
      model: model("sandbox/error-mid-stream"),
      prompt: PROMPT,
      onError: ({ error }) => void errors.push(error),
    });
    const parts: string[] = [];
    for await (const part of result.fullStream) parts.push(part.type);
    expect(parts).toContain("text-delta");
    expect(errors).toHaveLength(1);
  });
});

describe.each(DOORS)("the %s door with LangChain's ChatOpenAI on responses", (door) => {
  const chat = (model: string) =>
    new ChatOpenAI({
      model,
      apiKey: stage.tenant.apiKey,
      maxRetries: 0,
      useResponsesApi: true,
      configuration: { baseURL: stage.harness.baseUrl(door) },
    });
  const weather = langchainTool(async ({ city }) => `It is clear in ${city}.`, {
    name: "weather",
    description: "The weather of a city",
    schema: City,
  });

  it("streams chunks that add up to the message it invokes", async () => {
    const message = await chat("sandbox/quick").invoke(PROMPT);
    const chunks = [];
    for await (const chunk of await chat("sandbox/quick").stream(PROMPT)) chunks.push(chunk);
    const [first, ...rest] = chunks;
    if (first === undefined) throw new Error("no chunk came");
    const whole = rest.reduce((sum, chunk) => sum.concat(chunk), first);
    expect(whole.text).toBe(message.text);
    expect(whole.usage_metadata).toMatchObject({
      input_tokens: message.usage_metadata?.input_tokens,
      output_tokens: message.usage_metadata?.output_tokens,
    });
  });

  it("calls a tool and answers with its result", async () => {
    const model = chat("sandbox/quick").bindTools([weather]);
    const question = new HumanMessage(QUESTION);
    const streamed = [];
    for await (const chunk of await model.stream([question])) streamed.push(chunk);
    const [first, ...rest] = streamed;
    if (first === undefined) throw new Error("no chunk came");
    const asked = rest.reduce((sum, chunk) => sum.concat(chunk), first);
    expect(asked.tool_calls).toMatchObject([{ name: "weather", args: { city: "Paris" } }]);
    const results = await Promise.all(
      (asked.tool_calls ?? []).map((call) => weather.invoke({ ...call, type: "tool_call" })),
    );
    const answer = await model.invoke([question, asked, ...results]);
    expect(answer.text).toBeTruthy();
  });

  it("gets a structured output", async () => {
    const trip = await chat("sandbox/quick").withStructuredOutput(Trip, { name: "trip" }).invoke(PROMPT);
    expect(Trip.parse(trip)).toEqual(trip);
  });

  it("throws the typed error of a provider that is down", async () => {
    await expect(chat("sandbox/down").invoke(PROMPT)).rejects.toBeInstanceOf(OpenAI.InternalServerError);
  });
});
