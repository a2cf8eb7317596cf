import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../../json-value";
import type { AnswerForm, Assembler, ReplayOptions } from "./answer-form";
import { mergeDelta } from "./merge-deltas";
import { pieces } from "./pieces";

type Choice = Record<string, unknown> & { index: number; message: Record<string, unknown> };

/** Members of a chunk that belong to its way here and not to the answer. */
const OF_THE_STREAM: ReadonlySet<string> = new Set(["choices", "object", "floopy", "obfuscation", "error"]);
const WHOLE_REASONS: ReadonlySet<string> = new Set(["stop", "tool_calls", "function_call"]);

/** Chat completions: chunks to one completion, and one completion to chunks. */
export const CHAT_FORM: AnswerForm = {
  assembler: () => new ChatAssembler(),
  isComplete: (json) => {
    const choices = ownArray(json, "choices");
    return choices.length > 0 && choices.every(hasEndedWell);
  },
  replay: (json, options) => {
    const events = chunksOf(json, options).map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
    return Buffer.from(`${events.join("")}data: [DONE]\n\n`);
  },
};

function hasEndedWell(choice: unknown): boolean {
  return isObject(choice) && WHOLE_REASONS.has(ownString(choice, "finish_reason") ?? "");
}

class ChatAssembler implements Assembler {
  readonly #facts: Record<string, unknown> = {};
  readonly #choices = new Map<number, Choice>();

  add(chunk: JsonObject): void {
    for (const [name, value] of Object.entries(chunk)) {
      if (!OF_THE_STREAM.has(name) && value !== null) this.#facts[name] = value;
    }
    for (const value of ownArray(chunk, "choices")) if (isObject(value)) this.#addChoice(value);
  }

  finish(usage: JsonObject | null): JsonObject {
    const choices = [...this.#choices.values()]
      .sort((left, right) => left.index - right.index)
      .map(wholeChoice);
    const known = own(this.#facts, "usage") ?? usage;
    return {
      ...this.#facts,
      object: "chat.completion",
      choices,
      ...(known === null ? {} : { usage: known }),
    };
  }

  #addChoice(value: JsonObject): void {
    const at = own(value, "index");
    const index = typeof at === "number" ? at : 0;
    const choice = this.#choices.get(index) ?? { index, message: {} };
    this.#choices.set(index, choice);
    const { delta, index: _, ...rest } = value;
    mergeDelta(choice, rest);
    if (isObject(delta)) mergeDelta(choice.message, delta);
  }
}

function wholeChoice({ message, ...choice }: Choice): JsonObject {
  const calls = ownArray(message, "tool_calls").map((call) => {
    if (!isObject(call)) return call;
    const { index: _, ...rest } = call;
    return rest;
  });
  // A message has a content, if only to say that there is none.
  const content = own(message, "content") ?? (calls.length > 0 ? null : "");
  const { tool_calls: _, ...rest } = message;
  return {
    logprobs: null,
    ...choice,
    message: { role: "assistant", ...rest, content, ...(calls.length === 0 ? {} : { tool_calls: calls }) },
  };
}

function chunksOf(json: JsonObject, { wantsUsage, extendUsage }: ReplayOptions): JsonObject[] {
  const { choices: _, usage: __, ...facts } = json;
  const base = { ...facts, object: "chat.completion.chunk" };
  const noUsage = wantsUsage ? { usage: null } : {};
  const chunks: JsonObject[] = [];
  for (const choice of ownArray(json, "choices").filter(isObject)) {
    for (const part of choiceParts(choice)) chunks.push({ ...base, choices: [part], ...noUsage });
  }
  const usage = ownObject(json, "usage");
  if (wantsUsage && usage !== null) chunks.push({ ...base, choices: [], usage, floopy: extendUsage(usage) });
  return chunks;
}

function choiceParts(choice: JsonObject): JsonObject[] {
  const { message, finish_reason: reason, logprobs, index, ...rest } = choice;
  const part = (delta: JsonObject): Record<string, unknown> => ({ index, delta, finish_reason: null });
  const { role, content, tool_calls: _, ...others } = isObject(message) ? message : {};
  const first = part({ role: role ?? "assistant", content: content === null ? null : "" });
  if (logprobs != null) first.logprobs = logprobs;
  const parts = [first];
  // What was thought comes before what was said.
  for (const [name, value] of Object.entries(others)) {
    if (value !== null) parts.push(...memberPieces(name, value).map(part));
  }
  if (content != null && content !== "") parts.push(...memberPieces("content", content).map(part));
  for (const [at, call] of ownArray(isObject(message) ? message : {}, "tool_calls").entries()) {
    if (isObject(call)) parts.push(...callPieces(at, call).map(part));
  }
  return [...parts, { index, ...rest, delta: {}, finish_reason: reason }];
}

function memberPieces(name: string, value: unknown): JsonObject[] {
  return typeof value === "string" ? pieces(value).map((text) => ({ [name]: text })) : [{ [name]: value }];
}

function callPieces(index: number, call: JsonObject): JsonObject[] {
  const called = ownObject(call, "function");
  if (called === null) return [{ tool_calls: [{ index, ...call }] }];
  const first = { index, ...call, function: { ...called, arguments: "" } };
  const rest = pieces(ownString(called, "arguments") ?? "").map((text) => ({
    index,
    function: { arguments: text },
  }));
  return [first, ...rest].map((piece) => ({ tool_calls: [piece] }));
}
