import { describe, expect, it } from "vitest";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { JsonObject } from "../json-value";
import { judgeAnswer } from "../upstream/judge-answer";
import { CHAT_OVER_CONVERSE_WIRE as WIRE } from "./chat-over-converse-wire";
import type { WireContext } from "./wire";

const provider = PROVIDERS.bedrock;
if (provider === undefined) throw new Error("no such provider");
const CONTEXT: WireContext = { requestId: "r", request: {}, provider, model: "amazon.nova-lite-v1:0" };
const USAGE = {
  inputTokens: 20,
  outputTokens: 7,
  totalTokens: 1_127,
  cacheReadInputTokens: 1_000,
  cacheWriteInputTokens: 100,
  cacheDetails: [{ ttl: "1h", inputTokens: 40 }],
};
const READ = {
  inputTokens: 1_120,
  cachedInputTokens: 1_000,
  cacheWriteTokens: 100,
  hourCacheWriteTokens: 40,
  outputTokens: 7,
  reasoningTokens: null,
};

function readStream(events: readonly [string, JsonObject][], wantsUsage = true) {
  const reading = WIRE.openReading(
    { wantsUsage, keepsText: true, extendUsage: () => ({ cost: 1 }) },
    CONTEXT,
  );
  const verdicts = events.map(([name, data]) =>
    reading.read(Buffer.from(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)),
  );
  const chunks = verdicts.flatMap((verdict) =>
    verdict.kind === "replace" ? [JSON.parse(verdict.event.replace("data: ", ""))] : [],
  );
  return { reading, verdicts, chunks };
}

const START: [string, JsonObject] = ["messageStart", { role: "assistant" }];
const STOP: [string, JsonObject] = ["messageStop", { stopReason: "tool_use" }];
const delta = (contentBlockIndex: number, change: JsonObject): [string, JsonObject] => [
  "contentBlockDelta",
  { contentBlockIndex, delta: change },
];
const toolStart = (contentBlockIndex: number, toolUseId: string): [string, JsonObject] => [
  "contentBlockStart",
  { contentBlockIndex, start: { toolUse: { toolUseId, name: "get_weather" } } },
];

describe("a whole answer of Converse", () => {
  const json = {
    output: {
      message: {
        role: "assistant",
        content: [
          { reasoningContent: { reasoningText: { text: "Hm.", signature: "s" } } },
          { text: "Olá" },
          { toolUse: { toolUseId: "t1", name: "get_weather", input: { city: "Porto" } } },
          { toolUse: { toolUseId: "t2", name: "get_time", input: {} } },
        ],
      },
    },
    stopReason: "tool_use",
    usage: USAGE,
  };

  it("becomes a completion, with its usage and the model that was asked", () => {
    const answer = judgeAnswer("converse", Buffer.from(JSON.stringify(json)));
    if (!("json" in answer)) throw new Error(answer.message);
    expect(WIRE.readUsage(provider, answer.usage)).toEqual(READ);
    expect(WIRE.translateAnswer?.(answer, CONTEXT)).toMatchObject({
      object: "chat.completion",
      model: "amazon.nova-lite-v1:0",
      choices: [
        {
          finish_reason: "tool_calls",
          message: {
            content: "Olá",
            reasoning_content: "Hm.",
            tool_calls: [
              {
                id: "t1",
                type: "function",
                function: { name: "get_weather", arguments: '{"city":"Porto"}' },
              },
              { id: "t2", function: { name: "get_time", arguments: "{}" } },
            ],
          },
        },
      ],
      usage: { prompt_tokens: 1_120, completion_tokens: 7, prompt_tokens_details: { cached_tokens: 1_000 } },
    });
  });

  it.each([{}, { output: {} }, { stopReason: "end_turn" }])("is not found in %j", (broken) => {
    expect(judgeAnswer("converse", Buffer.from(JSON.stringify(broken)))).toMatchObject({
      outcome: "invalid_response",
    });
  });

  it.each([
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["max_tokens", "length"],
    ["guardrail_intervened", "content_filter"],
    ["content_filtered", "content_filter"],
    ["malformed_tool_use", "malformed_tool_use"],
  ])("that ended by %s finishes with %s", (stopReason, finishReason) => {
    const answer = judgeAnswer("converse", Buffer.from(JSON.stringify({ ...json, stopReason })));
    expect(answer).toMatchObject({ finishReason });
  });
});

describe("a stream of Converse", () => {
  it("becomes chunks of chat: thoughts, words, parallel calls, ending, usage", () => {
    const { reading, chunks } = readStream([
      START,
      delta(0, { reasoningContent: { text: "Hm." } }),
      delta(0, { reasoningContent: { signature: "s" } }),
      ["contentBlockStop", { contentBlockIndex: 0 }],
      delta(1, { text: "Olá" }),
      toolStart(2, "t1"),
      toolStart(3, "t2"),
      toolStart(4, "t3"),
      ["contentBlockStop", { contentBlockIndex: 4 }],
      delta(3, { toolUse: { input: '{"city":' } }),
      delta(2, { toolUse: { input: "{}" } }),
      delta(3, { toolUse: { input: '"Porto"}' } }),
      STOP,
      ["metadata", { usage: USAGE, metrics: { latencyMs: 5 } }],
    ]);
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 1_120 },
      floopy: { cost: 1 },
    });
    expect(WIRE.readUsage(provider, reading.usage)).toEqual(READ);
    expect(reading).toMatchObject({ hasFinished: true, finishReason: "tool_calls" });
    expect(reading.closing.toString()).toBe("data: [DONE]\n\n");
    const whole = JSON.parse(JSON.stringify(reading.transcript?.toCompletion("id", null)));
    expect(whole.choices[0]).toMatchObject({
      finish_reason: "tool_calls",
      message: {
        content: "Olá",
        tool_calls: [
          { id: "t1", function: { name: "get_weather", arguments: "{}" } },
          { id: "t2", function: { name: "get_weather", arguments: '{"city":"Porto"}' } },
          { id: "t3", function: { name: "get_weather", arguments: "{}" } },
        ],
      },
    });
  });

  it("has no content yet when it only begins, and keeps usage to itself when nobody asked", () => {
    const begun = readStream([START]);
    expect(begun.reading.hasContent).toBe(false);
    const { chunks, reading } = readStream(
      [START, delta(0, { text: "x" }), STOP, ["metadata", { usage: USAGE }]],
      false,
    );
    expect(chunks.some((chunk) => "usage" in chunk)).toBe(false);
    expect(reading.usage).toEqual(USAGE);
  });

  it("ends with an error when the provider reports an exception", () => {
    const { verdicts } = readStream([
      START,
      ["error", { type: "error", error: { type: "throttlingException" } }],
    ]);
    expect(verdicts.at(-1)?.kind).toBe("error");
  });

  it("ignores events it does not know and refuses what is not JSON", () => {
    expect(readStream([["future", {}]]).verdicts).toEqual([{ kind: "drop" }]);
    const reading = WIRE.openReading(
      { wantsUsage: false, keepsText: false, extendUsage: () => ({}) },
      CONTEXT,
    );
    expect(reading.read(Buffer.from("event: messageStart\ndata: {\n\n")).kind).toBe("error");
  });
});
