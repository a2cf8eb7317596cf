import { describe, expect, it } from "vitest";
import { FirewallOutput } from "@/server/contracts/firewall";
import { outputPolicy, Placeholders } from "@/server/firewall";
import { isObject, type JsonObject, own, ownArray, ownObject, ownString, parseObject } from "../json-value";
import { eventData } from "../stream/sse-events";
import type { WireReading } from "../wires/wire";
import type { OutputScreening } from "./output-screening";
import { ScreenedReading } from "./screened-reading";
import { STREAM_FORMATS } from "./stream-channels";

const SECRET = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
const TEXT = `Of course, here is the token that you were looking for the other day: ${SECRET} and that was all of it, as far as I can tell from here.`;
const CLEAN = TEXT.replace(SECRET, "[SECRET_1]");

/** Hands on every event as it came. */
const plain: WireReading = {
  ...{ hasContent: true, hasFinished: true, finishReason: "stop", responseModel: null, usage: null },
  ...{ promptUsage: null, contentEvents: 0, transcript: null, closing: Buffer.from("data: [DONE]\n\n") },
  read: () => ({ kind: "forward" }),
};

function screening(output: Record<string, unknown>, replaced: Placeholders | null = null): OutputScreening {
  const policy = outputPolicy(FirewallOutput.parse(output), { rules: null, echo: null });
  return {
    requestId: "req",
    policy,
    acts: policy.modes.secrets !== "observe",
    placeholders: new Placeholders(replaced),
    restore: replaced === null ? null : (text) => replaced.restore(text),
  };
}

type Endpoint = "chat" | "messages" | "responses";

function run(endpoint: Endpoint, events: readonly JsonObject[], on: OutputScreening) {
  const format = STREAM_FORMATS[endpoint];
  if (format === null) throw new Error("no format");
  const reading = new ScreenedReading(plain, on, format);
  const sent: JsonObject[] = [];
  let isBlocked = false;
  const take = (verdict: ReturnType<ScreenedReading["read"]>): void => {
    if (verdict.kind === "blocked") isBlocked = true;
    if (verdict.kind !== "replace" || isBlocked) return;
    for (const event of verdict.event.split(/(?<=\n\n)/)) {
      const data = parseObject(eventData(event) ?? "");
      if (data !== null) sent.push(data);
    }
  };
  for (const event of events)
    take(
      reading.read(
        Buffer.from(`event: ${String(own(event, "type") ?? "x")}\ndata: ${JSON.stringify(event)}\n\n`),
      ),
    );
  take(reading.rest());
  return { sent, isBlocked, findings: reading.findings };
}

const pieces = (text: string, size: number): string[] => text.match(new RegExp(`.{1,${size}}`, "gs")) ?? [];

const delta = (index: number, fields: Record<string, unknown>, finish: string | null = null): JsonObject => ({
  id: "chatcmpl-1",
  choices: [{ index, delta: fields, finish_reason: finish }],
});

const chatStream = (size: number): JsonObject[] => [
  delta(0, { role: "assistant", content: "" }),
  ...pieces(TEXT, size).map((content) => delta(0, { content })),
  delta(0, {}, "stop"),
  { id: "chatcmpl-1", choices: [], usage: { total_tokens: 3 } },
];

const contents = (sent: readonly JsonObject[], name: string, index = 0): string =>
  sent
    .flatMap((event) => ownArray(event, "choices"))
    .filter(isObject)
    .filter((choice) => own(choice, "index") === index)
    .map((choice) => ownString(ownObject(choice, "delta") ?? {}, name) ?? "")
    .join("");

const SIZES = [1, 2, 3, 5, 8, 13, 40, 64, 90, 129, 400];

describe("a screened stream", () => {
  it.each(SIZES)("of chat chunks gives the redacted text, in pieces of %i", (size) => {
    const events = chatStream(size);
    const { sent, findings } = run("chat", events, screening({ secrets: "redact" }));
    expect(contents(sent, "content")).toBe(CLEAN);
    expect(sent).toHaveLength(events.length);
    expect(sent.at(-1)).toEqual(events.at(-1));
    expect(findings).toMatchObject([
      {
        category: "secrets",
        path: "answer.choices.0.message.content",
        action: "redacted",
        start: TEXT.indexOf(SECRET),
      },
    ]);
  });

  it("keeps two answers that come side by side apart", () => {
    const parts = pieces(TEXT, 7);
    const events = [
      ...parts.flatMap((content) => [
        delta(0, { content }),
        delta(1, { content: content.replace("Of", "By") }),
      ]),
      delta(1, {}, "stop"),
      delta(0, {}, "stop"),
    ];
    const { sent } = run("chat", events, screening({ secrets: "redact" }));
    expect(contents(sent, "content", 0)).toBe(CLEAN);
    expect(contents(sent, "content", 1)).toBe(CLEAN.replace("Of", "By"));
  });

  it("sends the thoughts before the words they belong to, and the arguments of a tool whole", () => {
    const args = JSON.stringify({ token: SECRET, note: "a long enough note to be sent in several pieces" });
    const call = (text: string): JsonObject =>
      delta(0, { tool_calls: [{ index: 0, function: { arguments: text } }] });
    const events = [
      ...pieces("I think about this for a while.", 6).map((reasoning_content) =>
        delta(0, { reasoning_content }),
      ),
      ...pieces("Here you are.", 4).map((content) => delta(0, { content })),
      ...pieces(args, 11).map(call),
      delta(0, {}, "tool_calls"),
    ];
    const { sent } = run("chat", events, screening({ secrets: "redact" }));
    const order = sent.flatMap((event) =>
      Object.keys(ownObject(ownArray(event, "choices").filter(isObject)[0] ?? {}, "delta") ?? {}),
    );
    expect(order.lastIndexOf("reasoning_content")).toBeLessThan(order.indexOf("content"));
    expect(contents(sent, "reasoning_content")).toBe("I think about this for a while.");
    expect(contents(sent, "content")).toBe("Here you are.");
    const sentArgs = JSON.stringify(sent)
      .match(/"arguments":"((?:[^"\\]|\\.)*)"/g)
      ?.map((part) => String(JSON.parse(part.slice(12))))
      .join("");
    expect(JSON.parse(sentArgs ?? "")).toMatchObject({ token: "[SECRET_1]" });
  });

  it.each(SIZES)(
    "of Messages events gives the redacted text, in pieces of %i, and leaves thinking as it was signed",
    (size) => {
      const events: JsonObject[] = [
        { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "" } },
        {
          type: "content_block_delta",
          index: 0,
          delta: { type: "thinking_delta", thinking: `so ${SECRET}` },
        },
        { type: "content_block_stop", index: 0 },
        { type: "content_block_start", index: 1, content_block: { type: "text", text: "" } },
        ...pieces(TEXT, size).map((text) => ({
          type: "content_block_delta",
          index: 1,
          delta: { type: "text_delta", text },
        })),
        { type: "content_block_stop", index: 1 },
        { type: "message_stop" },
      ];
      const { sent } = run("messages", events, screening({ secrets: "redact" }));
      expect(sent.map((event) => own(event, "type"))).toEqual(events.map((event) => own(event, "type")));
      expect(sent[1]).toEqual(events[1]);
      expect(sent.map((event) => ownString(ownObject(event, "delta") ?? {}, "text") ?? "").join("")).toBe(
        CLEAN,
      );
    },
  );

  it.each(SIZES)("of Responses events says at its end what it said before, in pieces of %i", (size) => {
    const place = { item_id: "msg_1", output_index: 0, content_index: 0 };
    const part = { type: "output_text", text: TEXT };
    const events: JsonObject[] = [
      ...pieces(TEXT, size).map((text) => ({ type: "response.output_text.delta", ...place, delta: text })),
      { type: "response.output_text.done", ...place, text: TEXT },
      { type: "response.content_part.done", ...place, part },
      {
        type: "response.completed",
        response: { id: "resp_1", output: [{ type: "message", content: [part] }] },
      },
    ].map((event, index) => ({ ...event, sequence_number: index }));
    const { sent } = run("responses", events, screening({ secrets: "redact" }));
    expect(sent.map((event) => own(event, "sequence_number"))).toEqual(events.map((_, index) => index));
    expect(sent.map((event) => ownString(event, "delta") ?? "").join("")).toBe(CLEAN);
    expect(JSON.stringify(sent)).not.toContain(SECRET);
    expect(ownString(sent.at(-3) ?? {}, "text")).toBe(CLEAN);
  });

  it.each(SIZES)("is ended before a word of what blocks it, in pieces of %i", (size) => {
    const { sent, isBlocked, findings } = run("chat", chatStream(size), screening({ secrets: "block" }));
    expect(isBlocked).toBe(true);
    expect(TEXT.startsWith(contents(sent, "content"))).toBe(true);
    expect(contents(sent, "content").length).toBeLessThanOrEqual(TEXT.indexOf(SECRET));
    expect(findings).toMatchObject([{ category: "secrets", action: "blocked" }]);
  });

  it("is ended when only an event with a whole text holds what blocks it", () => {
    const item = { type: "message", content: [{ type: "output_text", text: TEXT }] };
    const events = [{ type: "response.output_item.done", output_index: 0, item }];
    expect(run("responses", events, screening({ secrets: "block" }))).toMatchObject({
      sent: [],
      isBlocked: true,
    });
  });

  it("is ended when the firewall itself fails, and nothing goes out unread", () => {
    const on = screening({ secrets: "redact", rules: "redact" });
    const broken = {
      id: "rules",
      version: "1",
      scan: () => {
        throw new Error("broken");
      },
    };
    const { sent, isBlocked } = run("chat", chatStream(40), {
      ...on,
      policy: { ...on.policy, rules: broken, modes: { ...on.policy.modes, rules: "redact" } },
    });
    expect(isBlocked).toBe(true);
    expect(contents(sent, "content")).toBe("");
  });

  it.each(SIZES)("puts back what was replaced in the request and nothing else, in pieces of %i", (size) => {
    const replaced = new Placeholders();
    replaced.for("EMAIL", 'jane "j" <jane@example.org>');
    const said = `I wrote to [EMAIL_1] and to jack@example.org; [EMAIL_9] is unknown. ${"More of it. ".repeat(20)}`;
    const events = [...pieces(said, size).map((content) => delta(0, { content })), delta(0, {}, "stop")];
    const { sent } = run("chat", events, screening({ secrets: "redact", pii: "redact" }, replaced));
    expect(contents(sent, "content")).toBe(
      said.replace("[EMAIL_1]", 'jane "j" <jane@example.org>').replace("jack@example.org", "[EMAIL_2]"),
    );
  });
});
