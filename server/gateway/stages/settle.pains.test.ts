import { describe, expect, it } from "vitest";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { Exchange } from "../exchange";
import { StreamReading } from "../stream/stream-reading";
import { MessagesReading } from "../wires/messages-reading";
import { wireFor } from "../wires/wire-for";
import type { Hop } from "./plan-route";
import { type ModelEndpoint, readBody } from "./read-body";
import { buildRecord } from "./record";
import { settleAnswer, settleStream } from "./settle";
import { testCaller, testRequest } from "./test-caller";

function hopTo(provider: string, model: string): Hop {
  const found = PROVIDERS[provider];
  if (found === undefined) throw new Error("no such provider");
  return { provider: found, model, connection: null, fallbackIndex: 0, candidateId: null };
}

const BODIES: Readonly<Record<string, string>> = {
  chat: '{"model":"m","stream":true,"messages":[{"role":"user","content":"count these few words"}]}',
  messages: '{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"count these few words"}]}',
  embeddings: '{"model":"m","input":["count these few words","and these"]}',
};

async function exchange(endpoint: ModelEndpoint): Promise<Exchange> {
  const made = new Exchange(testRequest({}, BODIES[endpoint]), endpoint);
  made.body = await readBody(made.req, endpoint, { bytesMax: 1e6 });
  made.caller = testCaller();
  return made;
}

const event = (value: unknown): Buffer => Buffer.from(`data: ${JSON.stringify(value)}\n\n`);

describe("pain 1: usage missing or undercounted when streaming", () => {
  const ASKED = Object.values(PROVIDERS).filter(
    ({ quirks, paths }) => quirks.supportsStreamOptions && paths.chat !== null,
  );

  it.each(ASKED.map(({ id }) => id))("asks %s for usage on every chat stream", async (id) => {
    const { body } = await exchange("chat");
    if (body === null) throw new Error("no body");
    const hop = hopTo(id, "some-model");
    const sent: unknown = JSON.parse(wireFor("chat", hop).requestBody(body, hop).toString());
    expect(sent).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  it("takes the extra chunk out again when the client did not ask for it, and passes it on when it did", () => {
    const usage = event({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } });
    const quiet = new StreamReading({ wantsUsage: false, keepsText: false, extendUsage: () => ({}) });
    expect(quiet.read(usage)).toEqual({ kind: "drop" });
    expect(quiet.usage).toMatchObject({ prompt_tokens: 3 });
    const asked = new StreamReading({ wantsUsage: true, keepsText: false, extendUsage: () => ({}) });
    expect(asked.read(usage).kind).toBe("replace");
  });

  it("estimates a chat stream that carried no usage, and marks it", async () => {
    const reading = new StreamReading({ wantsUsage: false, keepsText: true, extendUsage: () => ({}) });
    for (const content of ["one ", "two ", "three"]) {
      reading.read(event({ choices: [{ index: 0, delta: { content } }] }));
    }
    const settled = settleStream(await exchange("chat"), hopTo("openai", "gpt-4o-mini"), reading);
    expect(settled.isEstimated).toBe(true);
    expect(settled.usage?.outputTokens).toBeGreaterThan(0);
    expect(settled.price?.costMicroUsd).toBeGreaterThan(0);
  });

  it("keeps what a Messages stream said of its prompt when it breaks off, and marks the rest", async () => {
    const reading = new MessagesReading({ keepsText: false });
    const usage = { input_tokens: 40, cache_read_input_tokens: 60, output_tokens: 1 };
    reading.read(event({ type: "message_start", message: { model: "claude-sonnet-4-5", usage } }));
    const delta = { type: "text_delta", text: "hi" };
    for (let n = 0; n < 5; n += 1) reading.read(event({ type: "content_block_delta", index: 0, delta }));
    const settled = settleStream(
      await exchange("messages"),
      hopTo("anthropic", "claude-sonnet-4-5"),
      reading,
    );
    expect(settled).toMatchObject({
      isEstimated: true,
      usage: { inputTokens: 100, cachedInputTokens: 60, outputTokens: 5 },
    });
  });

  it("estimates embeddings without usage, and marks them", async () => {
    const json = { data: [{ embedding: [1] }] };
    const answer = { json, usage: null, finishReason: null, responseModel: null };
    const settled = settleAnswer(
      await exchange("embeddings"),
      hopTo("openai", "text-embedding-3-small"),
      answer,
    );
    expect(settled).toMatchObject({ isEstimated: true, usage: { outputTokens: 0 } });
    expect(settled.usage?.inputTokens).toBeGreaterThan(3);
  });

  it.each([
    [{ prompt_tokens: -5, completion_tokens: 7 }, { outputTokens: 7 }],
    [{ prompt_tokens: 50, completion_tokens: Number.NaN }, { inputTokens: 50 }],
    [{ prompt_tokens: "12", completion_tokens: 2 ** 60 }, {}],
  ])("fills in what is nonsense in %j, and marks it", async (usage, kept) => {
    const json = { choices: [{ message: { content: "an answer of some words" } }] };
    const answer = { json, usage, finishReason: "stop", responseModel: null };
    const settled = settleAnswer(await exchange("chat"), hopTo("openai", "gpt-4o-mini"), answer);
    expect(settled.isEstimated).toBe(true);
    expect(settled.usage).toMatchObject(kept);
    for (const count of [settled.usage?.inputTokens, settled.usage?.outputTokens]) {
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThan(1_000);
    }
  });
});

describe("pain 5: cached and reasoning tokens mispriced", () => {
  it("prices what was cached and thought of at its own rate, flex at the published discount", async () => {
    const usage = {
      prompt_tokens: 10_000,
      completion_tokens: 1_000,
      prompt_tokens_details: { cached_tokens: 8_000 },
      completion_tokens_details: { reasoning_tokens: 900 },
    };
    const answer = { json: {}, usage, finishReason: "stop", responseModel: null, serviceTier: "flex" };
    const settled = settleAnswer(await exchange("chat"), hopTo("openai", "gpt-5"), answer);
    expect(settled.price?.costMicroUsd).toBe((2_000 * 1.25 + 8_000 * 0.125 + 1_000 * 10) / 2);
    expect(settled.usage?.serviceTier).toBe("flex");
  });
});

describe("pain 12: an unknown model costs nothing", () => {
  const answer = (usage: object) => ({
    json: {},
    usage: { ...usage },
    finishReason: "stop",
    responseModel: null,
  });
  const used = { prompt_tokens: 1_000, completion_tokens: 100 };

  it("leaves the cost null, and keeps everything needed to price it later", async () => {
    const made = await exchange("chat");
    made.hop = hopTo("custom", "home-made");
    const details = { prompt_tokens_details: { audio_tokens: 30 } };
    made.settlement = settleAnswer(made, made.hop, answer({ ...used, ...details }));
    const verdict = { status: "ok", httpStatus: 200, error: null, bodies: null } as const;
    const { request } = buildRecord(made, testCaller(), verdict);
    expect(request).toMatchObject({
      inputTokens: 1_000,
      outputTokens: 100,
      costMicroUsd: null,
      costSource: null,
      usageDetails: { inputAudioTokens: 30 },
    });
  });

  it("uses the organisation's own price, before the list where both exist", async () => {
    const made = await exchange("chat");
    const price = { id: "price_1", rates: { input: 2, output: 10 } };
    made.caller = testCaller({
      org: {
        prices: [
          { ...price, provider: "custom", model: "home-made" },
          { ...price, provider: "openai", model: "gpt-4o" },
        ],
      },
    });
    for (const hop of [hopTo("custom", "home-made"), hopTo("openai", "gpt-4o")]) {
      expect(settleAnswer(made, hop, answer(used)).price).toMatchObject({
        costMicroUsd: 3_000,
        source: "override",
        version: "price_1",
      });
    }
    expect(settleAnswer(made, hopTo("custom", "another"), answer(used)).price).toBeNull();
  });

  it("takes the provider's own figure when no price is known, and says so", async () => {
    const settled = settleAnswer(
      await exchange("chat"),
      hopTo("openrouter", "nobody/heard-of-it"),
      answer({ ...used, cost: 0.0042 }),
    );
    expect(settled.price).toMatchObject({ costMicroUsd: 4_200, inputCostMicroUsd: null, source: "provider" });
    const listed = answer({ ...used, cost: 0.0042 });
    const known = settleAnswer(
      await exchange("chat"),
      hopTo("openrouter", "anthropic/claude-sonnet-4"),
      listed,
    );
    expect(known.price).toMatchObject({ costMicroUsd: 4_500, source: "list" });
    expect(known.usage?.statedCostMicroUsd).toBe(4_200);
  });
});
