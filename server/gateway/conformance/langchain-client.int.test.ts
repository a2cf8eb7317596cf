import { HumanMessage, ToolMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import OpenAI from "openai";
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
const Trip = z.object({ city: z.string(), days: z.number().int() });
const weather = tool(async ({ city }) => `It is clear in ${city}.`, {
  name: "weather",
  description: "The weather of a city",
  schema: z.object({ city: z.string() }),
});

describe.each(DOORS)("the %s door with LangChain's ChatOpenAI", (door) => {
  const chat = (model: string, headers: Record<string, string> = {}, apiKey = stage.tenant.apiKey) =>
    new ChatOpenAI({
      model,
      apiKey,
      maxRetries: 0,
      configuration: { baseURL: stage.harness.baseUrl(door), defaultHeaders: headers },
    });

  it("invokes a model and reads the usage that is recorded", async () => {
    const sessionId = `invoke-${door}`;
    const message = await chat("sandbox/quick", { "floopy-session-id": sessionId }).invoke(PROMPT);
    expect(message.text).toBeTruthy();
    expect(message.response_metadata.finish_reason).toBe("stop");
    expect(await stage.requestOf(sessionId)).toMatchObject({
      status: "ok",
      inputTokens: message.usage_metadata?.input_tokens,
      outputTokens: message.usage_metadata?.output_tokens,
    });
  });

  it("streams a message whose chunks add up to it, the usage included", async () => {
    const sessionId = `stream-${door}`;
    const chunks = [];
    for await (const chunk of await chat("auto", { "floopy-session-id": sessionId }).stream(PROMPT)) {
      chunks.push(chunk);
    }
    const [first, ...rest] = chunks;
    if (first === undefined) throw new Error("no chunk came");
    const whole = rest.reduce((sum, chunk) => sum.concat(chunk), first);
    expect(chunks.filter(({ text }) => text !== "").length).toBeGreaterThan(2);
    const request = await stage.requestOf(sessionId);
    expect(request).toMatchObject({
      isStream: true,
      isUsageEstimated: false,
      inputTokens: whole.usage_metadata?.input_tokens,
      outputTokens: whole.usage_metadata?.output_tokens,
    });
    const { body } = await stage.harness.record(request.id);
    expect(JSON.parse(body?.responseBody ?? "{}").choices[0].message.content).toBe(whole.text);
  });

  it("calls a tool and answers with its result, streamed and whole", async () => {
    const model = chat("sandbox/quick").bindTools([weather]);
    const question = new HumanMessage("What is the weather in Paris?");
    const streamed = [];
    for await (const chunk of await model.stream([question])) streamed.push(chunk);
    const [first, ...rest] = streamed;
    if (first === undefined) throw new Error("no chunk came");
    const asked = rest.reduce((sum, chunk) => sum.concat(chunk), first);
    expect(asked.tool_calls).toMatchObject([{ name: "weather", args: { city: "Paris" } }]);
    expect((await model.invoke([question])).tool_calls).toMatchObject([{ args: { city: "Paris" } }]);
    const results = await Promise.all(
      (asked.tool_calls ?? []).map((call) => weather.invoke({ ...call, type: "tool_call" })),
    );
    expect(results[0]).toBeInstanceOf(ToolMessage);
    const answer = await model.invoke([question, asked, ...results]);
    expect(answer.text).toBeTruthy();
    expect(answer.tool_calls).toEqual([]);
  });

  it.each(["jsonSchema", "functionCalling", "jsonMode"] as const)(
    "gets a structured output by %s",
    async (method) => {
      const model = chat("sandbox/quick").withStructuredOutput(
        method === "jsonMode" ? z.looseObject({}) : Trip,
        {
          name: "trip",
          method,
        },
      );
      const trip = await model.invoke(`Plan a trip to Rome and answer in JSON. ${PROMPT}`);
      if (method !== "jsonMode") expect(Trip.parse(trip)).toEqual(trip);
      else expect(typeof trip).toBe("object");
    },
  );

  it("answers a batch in its order", async () => {
    const answers = await chat("sandbox/quick").batch([PROMPT, "What is 2 + 2?", PROMPT]);
    expect(answers.map(({ text }) => text.length > 0)).toEqual([true, true, true]);
    expect(answers[2]?.text).toBe(answers[0]?.text);
  });

  it("embeds documents and a query into the same space", async () => {
    const embeddings = new OpenAIEmbeddings({
      model: "sandbox/embed",
      apiKey: stage.tenant.apiKey,
      configuration: { baseURL: stage.harness.baseUrl(door) },
    });
    const [one, two] = await embeddings.embedDocuments(["one thing", "another"]);
    expect(two).toHaveLength(256);
    expect(await embeddings.embedQuery("one thing")).toEqual(one);
  });

  it("stops the provider's work when a call is aborted before its answer", async () => {
    const sessionId = `abort-${door}`;
    const leave = new AbortController();
    const call = chat(`custom/hang-${door}`, { "floopy-session-id": sessionId }).invoke(PROMPT, {
      signal: leave.signal,
    });
    const outcome = expect(call).rejects.toThrow(/abort/i);
    await stage.reached(`hang-${door}`);
    leave.abort();
    await outcome;
    await stage.abandoned(`hang-${door}`);
    expect(await stage.requestOf(sessionId)).toMatchObject({ status: "client_closed", httpStatus: 499 });
  });

  it("stops the provider's work when a reader leaves a stream, and records the words that came", async () => {
    const sessionId = `leave-${door}`;
    const stream = await chat(`custom/drip-${door}`, { "floopy-session-id": sessionId }).stream(PROMPT);
    for await (const chunk of stream) if (chunk.text !== "") break;
    await stage.abandoned(`drip-${door}`);
    const request = await stage.requestOf(sessionId);
    expect(request).toMatchObject({ status: "client_closed", isStream: true });
    expect(request.outputTokens).toBeGreaterThan(0);
  });

  it.each([
    ["an unknown key", "sandbox/quick", "fl_sk_nope", OpenAI.AuthenticationError, "MODEL_AUTHENTICATION"],
    ["an unknown model", "no-such-model", undefined, OpenAI.NotFoundError, "MODEL_NOT_FOUND"],
    ["a provider's limit", "sandbox/rate-limited", undefined, OpenAI.RateLimitError, "MODEL_RATE_LIMIT"],
    ["a provider that is down", "sandbox/down", undefined, OpenAI.InternalServerError, undefined],
  ])("throws the typed error for %s", async (_, model, apiKey, type, langchainCode) => {
    const error: unknown = await chat(model, {}, apiKey)
      .invoke(PROMPT)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ requestID: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(Object(error).lc_error_code).toBe(langchainCode);
  });

  it("sees a stream that fails half-way as failed", async () => {
    const texts: string[] = [];
    const read = async (): Promise<void> => {
      for await (const chunk of await chat("sandbox/cut").stream(PROMPT)) texts.push(chunk.text);
    };
    await expect(read()).rejects.toBeInstanceOf(OpenAI.APIError);
    expect(texts.join("")).not.toBe("");
  });
});
