import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";
import type { Transcript } from "./wire";

interface Item {
  start: JsonObject;
  /** What came in pieces: the words of its contents, its thoughts, its arguments. */
  parts: Map<string, { type: string; words: string }>;
}

/** Characters kept of an answer that breaks off; beyond it the record is marked as truncated. */
const TEXT_MAX = 512 * 1024;
const ITEMS_MAX = 2_048;

/** Which member of an item the pieces of an event belong to, by the event's type. */
const PIECES: ReadonlyMap<string, string> = new Map([
  ["response.output_text.delta", "output_text"],
  ["response.refusal.delta", "refusal"],
  ["response.reasoning_summary_text.delta", "summary_text"],
  ["response.reasoning_text.delta", "reasoning_text"],
  ["response.function_call_arguments.delta", "arguments"],
  ["response.mcp_call_arguments.delta", "arguments"],
  ["response.custom_tool_call_input.delta", "input"],
]);

/** The response of a stream, for the record: the last event has it whole, a broken stream's is put together. */
export class ResponsesTranscript implements Transcript {
  readonly #items = new Map<number, Item>();
  #head: JsonObject = {};
  #whole: JsonObject | null = null;
  #length = 0;

  get isTruncated(): boolean {
    return this.#whole === null && this.#length > TEXT_MAX;
  }

  add(type: string, event: JsonObject): void {
    const item = ownObject(event, "item");
    switch (type) {
      case "response.created":
        this.#head = ownObject(event, "response") ?? {};
        return;
      case "response.output_item.added":
      case "response.output_item.done":
        if (item !== null) this.#place(own(event, "output_index"), item);
        return;
      case "response.completed":
      case "response.incomplete":
        this.#whole = ownObject(event, "response");
        return;
    }
    const piece = PIECES.get(type);
    if (piece !== undefined) this.#extend(piece, event);
  }

  text(): string {
    const output = this.#whole === null ? this.#output() : ownArray(this.#whole, "output");
    return output.map(textIn).join("");
  }

  toCompletion(id: string, model: string | null): JsonObject {
    if (this.#whole !== null) return this.#whole;
    const known = { id, object: "response", model, ...this.#head };
    return { ...known, status: "incomplete", output: this.#output() };
  }

  #place(index: unknown, start: JsonObject): void {
    if (typeof index !== "number" || this.#items.size >= ITEMS_MAX) return;
    this.#length += JSON.stringify(start).length;
    if (!this.isTruncated) this.#items.set(index, { start, parts: new Map() });
  }

  #extend(type: string, event: JsonObject): void {
    const index = own(event, "output_index");
    const item = typeof index === "number" ? this.#items.get(index) : undefined;
    const words = ownString(event, "delta");
    if (item === undefined || words === null || this.isTruncated) return;
    this.#length += words.length;
    const at = `${type} ${own(event, "content_index") ?? own(event, "summary_index") ?? 0}`;
    const part = item.parts.get(at) ?? { type, words: "" };
    part.words += words;
    item.parts.set(at, part);
  }

  #output(): JsonObject[] {
    return [...this.#items.entries()].sort(([left], [right]) => left - right).map(([, item]) => itemOf(item));
  }
}

function itemOf({ start, parts }: Item): JsonObject {
  let item = start;
  for (const { type, words } of parts.values()) {
    if (type === "arguments" || type === "input") item = { ...item, [type]: words };
    else {
      const list = type === "summary_text" ? "summary" : "content";
      const part = type === "refusal" ? { type, refusal: words } : { type, text: words };
      item = { ...item, [list]: [...ownArray(item, list), part] };
    }
  }
  return item;
}

/** All that was generated in an item, for an estimate. */
function textIn(item: unknown): string {
  if (!isObject(item)) return "";
  const own = [ownString(item, "name"), ownString(item, "arguments"), ownString(item, "input")];
  const parts = [...ownArray(item, "content"), ...ownArray(item, "summary")].filter(isObject);
  const words = parts.map((part) => ownString(part, "text") ?? ownString(part, "refusal"));
  return [...own, ...words].map((text) => text ?? "").join("");
}
