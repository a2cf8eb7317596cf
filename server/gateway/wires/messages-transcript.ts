import { isObject, type JsonObject, own, ownArray, ownObject, ownString, parseObject } from "../json-value";
import type { Transcript } from "./wire";

interface Block {
  start: JsonObject;
  text: string;
  signature: string;
  json: string;
  citations: unknown[];
}

/** Characters kept of one answer; beyond it the record is marked as truncated. */
const TEXT_MAX = 512 * 1024;
const BLOCKS_MAX = 512;

/** Puts the events of a streamed message together again, for the record. */
export class MessagesTranscript implements Transcript {
  readonly #blocks = new Map<number, Block>();
  #message: JsonObject = {};
  #ending: JsonObject = {};
  #usage: JsonObject = {};
  #length = 0;

  get isTruncated(): boolean {
    return this.#length > TEXT_MAX;
  }

  add(event: JsonObject): void {
    switch (own(event, "type")) {
      case "message_start":
        this.#message = ownObject(event, "message") ?? {};
        this.#usage = ownObject(this.#message, "usage") ?? {};
        break;
      case "content_block_start":
        this.#open(own(event, "index"), ownObject(event, "content_block"));
        break;
      case "content_block_delta":
        this.#extend(own(event, "index"), ownObject(event, "delta"));
        break;
      case "message_delta":
        this.#ending = ownObject(event, "delta") ?? {};
        this.#usage = { ...this.#usage, ...ownObject(event, "usage") };
        break;
    }
  }

  text(): string {
    let text = "";
    for (const { start, text: words, json } of this.#blocks.values())
      text += (ownString(start, "name") ?? "") + words + json;
    return text;
  }

  toCompletion(id: string, model: string | null): JsonObject {
    const content = [...this.#blocks.values()].map(blockOf);
    const known = { id, type: "message", role: "assistant", model };
    return { ...known, ...this.#message, content, ...this.#ending, usage: this.#usage };
  }

  #open(index: unknown, start: JsonObject | null): void {
    if (typeof index !== "number" || start === null || this.#blocks.size >= BLOCKS_MAX) return;
    const type = own(start, "type");
    const text = type === "text" || type === "thinking" ? (ownString(start, type) ?? "") : "";
    // Searches and their results come whole in the first event.
    this.#length += JSON.stringify(start).length;
    if (this.isTruncated) return;
    const citations = [...ownArray(start, "citations")];
    this.#blocks.set(index, {
      start,
      text,
      signature: ownString(start, "signature") ?? "",
      json: "",
      citations,
    });
  }

  #extend(index: unknown, delta: JsonObject | null): void {
    const block = typeof index === "number" ? this.#blocks.get(index) : undefined;
    if (block === undefined || delta === null) return;
    block.text += this.#keep(ownString(delta, "text") ?? ownString(delta, "thinking"));
    block.json += this.#keep(ownString(delta, "partial_json"));
    block.signature += this.#keep(ownString(delta, "signature"));
    const citation = ownObject(delta, "citation");
    if (citation === null) return;
    this.#length += JSON.stringify(citation).length;
    if (!this.isTruncated) block.citations.push(citation);
  }

  #keep(piece: string | null): string {
    if (piece === null || this.isTruncated) return "";
    this.#length += piece.length;
    return piece;
  }
}

function blockOf({ start, text, signature, json, citations }: Block): JsonObject {
  const type = own(start, "type");
  if (type === "text") return { ...start, text, ...(citations.length === 0 ? {} : { citations }) };
  if (type === "thinking") return { ...start, thinking: text, signature };
  if (json === "") return start;
  // A cut call is no JSON; what came of it is still worth showing.
  const input = parseObject(json) ?? json;
  return isObject(own(start, "input")) ? { ...start, input } : start;
}
