import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../../json-value";
import { MessagesTranscript } from "../../wires/messages-transcript";
import type { AnswerForm, Assembler } from "./answer-form";
import { pieces } from "./pieces";

const WHOLE_REASONS: ReadonlySet<string> = new Set(["end_turn", "stop_sequence", "tool_use"]);

/** Anthropic's Messages: events to one message, and one message to events. */
export const MESSAGE_FORM: AnswerForm = {
  assembler: () => new MessageAssembler(),
  isComplete: (json) => WHOLE_REASONS.has(ownString(json, "stop_reason") ?? ""),
  replay: (json) =>
    Buffer.from(
      eventsOf(json)
        .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
        .join(""),
    ),
};

class MessageAssembler implements Assembler {
  readonly #transcript = new MessagesTranscript();

  add(event: JsonObject): void {
    this.#transcript.add(event);
  }

  finish(): JsonObject | null {
    if (this.#transcript.isTruncated) return null;
    const message = this.#transcript.toCompletion("", null);
    return ownString(message, "id") === null ? null : message;
  }
}

function eventsOf(json: JsonObject): (JsonObject & { type: string })[] {
  const { content: _, stop_reason, stop_sequence, usage, ...facts } = json;
  const used = isObject(usage) ? usage : {};
  const nothingYet = { content: [], stop_reason: null, stop_sequence: null };
  const message = { ...facts, ...nothingYet, usage: { ...used, output_tokens: 0 } };
  return [
    { type: "message_start", message },
    ...ownArray(json, "content").filter(isObject).flatMap(blockEvents),
    {
      type: "message_delta",
      delta: { stop_reason, stop_sequence: stop_sequence ?? null },
      usage: { output_tokens: own(used, "output_tokens") ?? 0 },
    },
    { type: "message_stop" },
  ];
}

function blockEvents(block: JsonObject, index: number): (JsonObject & { type: string })[] {
  const { start, deltas } = splitBlock(block);
  return [
    { type: "content_block_start", index, content_block: start },
    ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];
}

/** What a block is before anything has been said in it, and what is then said. */
function splitBlock(block: JsonObject): { start: JsonObject; deltas: JsonObject[] } {
  const { citations, ...bare } = block;
  switch (own(block, "type")) {
    case "text":
      return {
        start: { ...bare, text: "" },
        deltas: [
          ...pieces(ownString(block, "text") ?? "").map((text) => ({ type: "text_delta", text })),
          ...ownArray(block, "citations").map((citation) => ({ type: "citations_delta", citation })),
        ],
      };
    case "thinking": {
      const signature = ownString(block, "signature");
      return {
        start: { ...block, thinking: "", signature: "" },
        deltas: [
          ...pieces(ownString(block, "thinking") ?? "").map((thinking) => ({
            type: "thinking_delta",
            thinking,
          })),
          ...(signature === null ? [] : [{ type: "signature_delta", signature }]),
        ],
      };
    }
  }
  const input = ownObject(block, "input");
  if (input === null) return { start: block, deltas: [] };
  const said = pieces(JSON.stringify(input));
  return {
    start: { ...block, input: {} },
    deltas: said.map((text) => ({ type: "input_json_delta", partial_json: text })),
  };
}
