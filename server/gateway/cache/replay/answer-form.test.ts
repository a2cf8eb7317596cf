import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JsonObject, parseObject } from "../../json-value";
import { eventData, eventEnd } from "../../stream/sse-events";
import { ResponsesTranscript } from "../../wires/responses-transcript";
import { ANSWER_FORMS } from "./answer-form";

type Format = "chat" | "messages" | "responses";

function eventsOf(bytes: Buffer): JsonObject[] {
  const events: JsonObject[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = eventEnd(bytes, at);
    const json = parseObject(eventData(bytes.toString("utf8", at, end)) ?? "");
    if (json !== null) events.push(json);
    at = end;
  }
  return events;
}

function replayed(format: Format, json: JsonObject, wantsUsage = true): JsonObject[] {
  return eventsOf(
    ANSWER_FORMS[format].replay(json, { wantsUsage, extendUsage: () => ({ cost_micro_usd: 0 }) }),
  );
}

function assembled(format: Format, events: readonly JsonObject[], usage: JsonObject | null = null) {
  const assembler = ANSWER_FORMS[format].assembler();
  for (const event of events) assembler.add(event);
  return assembler.finish(usage);
}

const text = fc.string({ unit: "binary", maxLength: 300 });
const words = fc.string({ unit: "binary", minLength: 1, maxLength: 300 });

const toolCall = fc.record({
  id: fc.uuid(),
  type: fc.constant("function"),
  function: fc.record({ name: fc.constantFrom("find", "add"), arguments: text }),
});
const chatMessage = fc.record(
  {
    role: fc.constant("assistant"),
    content: text,
    reasoning_content: words,
    refusal: words,
    tool_calls: fc.array(toolCall, { minLength: 1, maxLength: 3 }),
    annotations: fc.array(fc.record({ type: fc.constant("url_citation"), url: text }), { minLength: 1 }),
    surprise: fc.record({ deep: words, flag: fc.boolean() }),
  },
  { requiredKeys: ["role", "content"] },
);
const completion = fc.record({
  id: fc.uuid(),
  object: fc.constant("chat.completion"),
  created: fc.nat(),
  model: fc.constant("m"),
  system_fingerprint: fc.constant("fp"),
  choices: fc.array(chatMessage, { minLength: 1, maxLength: 3 }).map((messages) =>
    messages.map((message, index) => ({
      index,
      message,
      logprobs: index === 0 ? { content: [{ token: "a", logprob: -1 }] } : null,
      finish_reason: "stop",
    })),
  ),
  usage: fc.record({ prompt_tokens: fc.nat(), completion_tokens: fc.nat() }),
});

const block = fc.oneof(
  fc.record({ type: fc.constant("text"), text }),
  fc.record({
    type: fc.constant("text"),
    text,
    citations: fc.array(fc.record({ cited_text: text }), { minLength: 1 }),
  }),
  fc.record({ type: fc.constant("thinking"), thinking: text, signature: text }),
  fc.record({
    type: fc.constant("tool_use"),
    id: fc.uuid(),
    name: text,
    input: fc.dictionary(words, fc.jsonValue()),
  }),
  fc.record({ type: fc.constant("redacted_thinking"), data: text }),
);
const message = fc.record({
  id: fc.uuid(),
  type: fc.constant("message"),
  role: fc.constant("assistant"),
  model: fc.constant("claude"),
  content: fc.array(block, { maxLength: 4 }),
  stop_reason: fc.constantFrom("end_turn", "tool_use"),
  stop_sequence: fc.constant(null),
  usage: fc.record({ input_tokens: fc.nat(), cache_read_input_tokens: fc.nat(), output_tokens: fc.nat() }),
});

const item = fc.oneof(
  fc.record({
    id: fc.uuid(),
    type: fc.constant("message"),
    content: fc.array(
      fc.oneof(
        fc.record({ type: fc.constant("output_text"), text, annotations: fc.constant([]) }),
        fc.record({ type: fc.constant("refusal"), refusal: text }),
      ),
      { maxLength: 3 },
    ),
  }),
  fc.record({
    id: fc.uuid(),
    type: fc.constant("reasoning"),
    summary: fc.array(fc.record({ type: fc.constant("summary_text"), text }), { maxLength: 2 }),
    encrypted_content: text,
  }),
  fc.record({ id: fc.uuid(), type: fc.constant("function_call"), name: words, arguments: text }),
  fc.record({ id: fc.uuid(), type: fc.constant("web_search_call"), action: fc.jsonValue() }),
);
const response = fc.record({
  id: fc.uuid(),
  object: fc.constant("response"),
  status: fc.constant("completed"),
  output: fc.array(item, { maxLength: 4 }),
  usage: fc.record({ input_tokens: fc.nat(), output_tokens: fc.nat() }),
});

/** The items as a client makes them from the events alone, by their places. */
function heard(events: readonly JsonObject[]): unknown[] {
  const transcript = new ResponsesTranscript();
  for (const event of events) {
    const type = String(event.type);
    if (type !== "response.completed" && type !== "response.output_item.done") transcript.add(type, event);
  }
  return plain(transcript.toCompletion("", null).output) as unknown[];
}

/** Equal as JSON: the order of members does not count. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("an answer played as a stream and put together again", () => {
  it("is the same chat completion, members that nobody knows included", () => {
    fc.assert(
      fc.property(completion, (json) => {
        expect(plain(assembled("chat", replayed("chat", json)))).toEqual(plain(json));
      }),
    );
  });

  it("is the same message", () => {
    fc.assert(
      fc.property(message, (json) => {
        expect(plain(assembled("messages", replayed("messages", json)))).toEqual(plain(json));
      }),
    );
  });
});

describe("a response played as a stream", () => {
  it("is the same response put together again, its events numbered without a gap", () => {
    fc.assert(
      fc.property(response, (json) => {
        const events = replayed("responses", json);
        expect(plain(assembled("responses", events))).toEqual(plain(json));
        expect(events.map((event) => event.sequence_number)).toEqual([...events.keys()]);
        expect(events.at(-1)).toMatchObject({ type: "response.completed", floopy: { cost_micro_usd: 0 } });
      }),
    );
  });

  it("says all its words in pieces", () => {
    const said = "é".repeat(200);
    const output = [
      { id: "rs", type: "reasoning", summary: [{ type: "summary_text", text: said }] },
      { id: "msg", type: "message", content: [{ type: "output_text", text: said }] },
      { id: "fc", type: "function_call", arguments: '{"a":1}' },
    ];
    const events = replayed("responses", { status: "completed", output });
    expect(events.filter(({ type }) => String(type).endsWith(".delta"))).toHaveLength(7);
    expect(heard(events)).toMatchObject(output);
  });
});

describe("a chat stream", () => {
  const json = {
    id: "c",
    object: "chat.completion",
    model: "m",
    choices: [{ index: 0, message: { role: "assistant", content: "é".repeat(200) }, finish_reason: "stop" }],
    usage: { prompt_tokens: 1 },
  };

  it("tells usage only to a caller that asked, in a chunk of its own, and ends as streams end", () => {
    const asked = replayed("chat", json);
    expect(asked.at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 1 },
      floopy: { cost_micro_usd: 0 },
    });
    expect(asked.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    const silent = replayed("chat", json, false);
    expect(silent.some((chunk) => "usage" in chunk)).toBe(false);
    expect(silent.length).toBeGreaterThan(4);
    const bytes = ANSWER_FORMS.chat.replay(json, { wantsUsage: false, extendUsage: () => ({}) });
    expect(bytes.toString().endsWith("data: [DONE]\n\n")).toBe(true);
  });

  it("takes the usage that its caller was not told", () => {
    expect(assembled("chat", replayed("chat", json, false), { prompt_tokens: 9 })).toMatchObject({
      usage: { prompt_tokens: 9 },
    });
    expect(assembled("chat", replayed("chat", json, false))).not.toHaveProperty("usage");
  });

  it("of calls in small pieces is put together by their places", () => {
    const call = (piece: JsonObject): JsonObject => ({
      choices: [{ index: 0, delta: { tool_calls: [piece] }, finish_reason: null }],
    });
    const whole = assembled("chat", [
      call({ index: 0, id: "a", type: "function", function: { name: "f", arguments: "" } }),
      call({ index: 1, id: "b", type: "function", function: { name: "g", arguments: "[" } }),
      call({ index: 0, function: { arguments: '{"x"' } }),
      call({ index: 0, function: { arguments: ":1}" } }),
      call({ index: 1, function: { arguments: "]" } }),
      { choices: [{ index: 0, delta: {}, finish_reason: "tool_calls" }] },
    ]);
    expect(whole).toMatchObject({
      choices: [
        {
          message: {
            content: null,
            tool_calls: [
              { id: "a", type: "function", function: { name: "f", arguments: '{"x":1}' } },
              { id: "b", function: { name: "g", arguments: "[]" } },
            ],
          },
          finish_reason: "tool_calls",
        },
      ],
    });
  });
});

describe("an answer that may be kept", () => {
  const chat = (...reasons: (string | null)[]): boolean =>
    ANSWER_FORMS.chat.isComplete({ choices: reasons.map((finish_reason) => ({ finish_reason })) });

  it("ended by itself, in each of its choices", () => {
    expect([chat("stop"), chat("tool_calls"), chat("stop", "stop")]).toEqual([true, true, true]);
    expect([chat("length"), chat("content_filter"), chat(null), chat("stop", "length"), chat()]).toEqual(
      Array(5).fill(false),
    );
    const message = (stop_reason: string): boolean => ANSWER_FORMS.messages.isComplete({ stop_reason });
    expect(["end_turn", "tool_use", "stop_sequence"].map(message)).toEqual([true, true, true]);
    expect(["max_tokens", "refusal", "pause_turn"].map(message)).toEqual([false, false, false]);
    const { isComplete } = ANSWER_FORMS.responses;
    expect(isComplete({ status: "completed", output: [] })).toBe(true);
    const refusal = { type: "message", content: [{ type: "refusal", refusal: "No." }] };
    expect(isComplete({ status: "completed", output: [refusal] })).toBe(false);
    expect(["incomplete", "failed", "in_progress"].map((status) => isComplete({ status }))).toEqual(
      Array(3).fill(false),
    );
  });
});
