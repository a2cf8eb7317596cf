import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";
import type { ContentPiece } from "./event-shape";

interface ToolCall {
  id: string;
  name: string;
  arguments: string;
}

interface Choice {
  content: string;
  reasoning: string;
  refusal: string;
  finishReason: string | null;
  toolCalls: Map<number, ToolCall>;
}

/** Text kept of one answer; beyond it the record is marked as truncated. */
const TEXT_MAX = 512 * 1024;
const CHOICES_MAX = 128;
const TOOL_CALLS_MAX = 512;

/** Puts the pieces of a streamed chat answer together again, for the record. */
export class ChatTranscript {
  readonly #choices = new Map<number, Choice>();
  #length = 0;

  add(chunk: JsonObject): void {
    for (const value of ownArray(chunk, "choices")) {
      if (isObject(value)) this.#addChoice(value);
    }
  }

  /** What `add` would do for a chunk that holds this content alone. */
  addContent({ choice: index, text }: ContentPiece): void {
    const choice = this.#choiceAt(index);
    if (choice !== null) choice.content += this.#keep(text);
  }

  get isTruncated(): boolean {
    return this.#length > TEXT_MAX;
  }

  /** All generated text, for estimating what it cost when the provider did not say. */
  text(): string {
    let text = "";
    for (const choice of this.#choices.values()) {
      text += choice.content + choice.reasoning + choice.refusal;
      for (const call of choice.toolCalls.values()) text += call.name + call.arguments;
    }
    return text;
  }

  /** The answer in the shape it would have had without streaming. */
  toCompletion(id: string, model: string | null): JsonObject {
    const choices = [...this.#choices.entries()].map(([index, choice]) => ({
      index,
      message: messageOf(choice),
      finish_reason: choice.finishReason,
    }));
    return { id, object: "chat.completion", model, choices };
  }

  #addChoice(value: JsonObject): void {
    const choice = this.#choiceAt(own(value, "index"));
    if (choice === null) return;
    choice.finishReason = ownString(value, "finish_reason") ?? choice.finishReason;
    const delta = ownObject(value, "delta");
    if (delta === null) return;
    choice.content += this.#keep(ownString(delta, "content"));
    choice.reasoning += this.#keep(ownString(delta, "reasoning_content") ?? ownString(delta, "reasoning"));
    choice.refusal += this.#keep(ownString(delta, "refusal"));
    for (const call of ownArray(delta, "tool_calls")) {
      if (isObject(call)) this.#addToolCall(choice, call);
    }
  }

  #choiceAt(index: unknown): Choice | null {
    const at = typeof index === "number" ? index : 0;
    const known = this.#choices.get(at);
    if (known !== undefined) return known;
    if (this.#choices.size >= CHOICES_MAX) return null;
    const choice: Choice = {
      content: "",
      reasoning: "",
      refusal: "",
      finishReason: null,
      toolCalls: new Map(),
    };
    this.#choices.set(at, choice);
    return choice;
  }

  #addToolCall(choice: Choice, value: JsonObject): void {
    const index = own(value, "index");
    const at = typeof index === "number" ? index : choice.toolCalls.size;
    if (!choice.toolCalls.has(at) && choice.toolCalls.size >= TOOL_CALLS_MAX) return;
    const call = choice.toolCalls.get(at) ?? { id: "", name: "", arguments: "" };
    choice.toolCalls.set(at, call);
    const called = ownObject(value, "function");
    call.id = ownString(value, "id") ?? call.id;
    if (called === null) return;
    call.name += this.#keep(ownString(called, "name"));
    call.arguments += this.#keep(ownString(called, "arguments"));
  }

  #keep(piece: string | null): string {
    if (piece === null || this.#length > TEXT_MAX) return "";
    this.#length += piece.length;
    return piece;
  }
}

function messageOf(choice: Choice): Record<string, unknown> {
  const calls = [...choice.toolCalls.values()].map((call) => ({
    id: call.id,
    type: "function",
    function: { name: call.name, arguments: call.arguments },
  }));
  return {
    role: "assistant",
    content: choice.content === "" && calls.length > 0 ? null : choice.content,
    ...(choice.reasoning === "" ? {} : { reasoning_content: choice.reasoning }),
    ...(choice.refusal === "" ? {} : { refusal: choice.refusal }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}
