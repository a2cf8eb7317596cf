import { createAnthropic } from "@ai-sdk/anthropic";
import { APICallError, generateText, stepCountIs, streamText, tool } from "ai";
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
const weather = tool({
  description: "The weather of a city",
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => ({ city, sky: "clear" }),
});

describe.each(DOORS)("the %s door with the AI SDK's Anthropic provider", (door) => {
  const model = (name: string, apiKey = stage.tenant.apiKey) =>
    createAnthropic({ baseURL: stage.harness.baseUrl(door), apiKey })(name);

  it("writes a text, and the usage it reads is the usage recorded", async () => {
    const { text, usage, finishReason, response } = await generateText({
      model: model("sandbox/quick"),
      prompt: PROMPT,
    });
    expect([text, finishReason]).toEqual([expect.stringMatching(/./), "stop"]);
    const { request } = await stage.harness.record(response.headers?.["x-request-id"] ?? "");
    expect(request).toMatchObject({
      endpoint: "messages",
      status: "ok",
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
    });
  });

  it("streams a text in pieces", async () => {
    const result = streamText({ model: model("auto"), prompt: PROMPT });
    const pieces: string[] = [];
    for await (const piece of result.textStream) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(2);
    expect(await result.finishReason).toBe("stop");
    expect((await result.usage).outputTokens).toBeGreaterThan(0);
  });

  it("calls a tool while streaming and goes on with its result", async () => {
    const result = streamText({
      model: model("sandbox/quick"),
      prompt: "What is the weather in Paris?",
      tools: { weather },
      stopWhen: stepCountIs(3),
    });
    expect(await result.text).toMatch(/./);
    const calls = (await result.steps).flatMap(({ toolCalls }) => toolCalls);
    expect(calls.map(({ toolName, input }) => [toolName, input])).toEqual([["weather", { city: "Paris" }]]);
  });

  it("throws the client's error with our status and envelope", async () => {
    const failed = await generateText({ model: model("no-such-model"), prompt: PROMPT, maxRetries: 0 }).then(
      () => null,
      (error: unknown) => error,
    );
    if (!APICallError.isInstance(failed)) throw new Error("not the client's error");
    expect([failed.statusCode, failed.isRetryable]).toEqual([404, false]);
    expect(failed.message).toContain("no-such-model");
  });
});
