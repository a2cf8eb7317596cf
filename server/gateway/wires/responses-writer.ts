import { type JsonObject, parseObject } from "../json-value";
import {
  type CallItem,
  type ItemStatus,
  itemId,
  itemObject,
  itemText,
  type MessageItem,
  type MessagePart,
  partObject,
  type ReasoningItem,
  type ResponseItem,
  summaryPart,
} from "./response-items";

interface OpenItem<Item extends ResponseItem> {
  index: number;
  item: Item;
}

interface OpenCall extends OpenItem<CallItem> {
  isOpen: boolean;
}

/** A call whose name is not known yet; no item can begin without. */
interface CallToCome {
  id: string | null;
  name: string;
  args: string;
}

export interface CallPiece {
  id: string | null;
  name: string | null;
  args: string | null;
}

/** Writes the typed events of a response whose pieces come in the order of a chat stream. */
export class ResponsesWriter {
  readonly #requestId: string;
  readonly #items: ResponseItem[] = [];
  readonly #calls = new Map<number, OpenCall>();
  readonly #callsToCome = new Map<number, CallToCome>();
  #words: OpenItem<ReasoningItem> | OpenItem<MessageItem> | null = null;
  #out = "";
  #sequence = 0;

  constructor(requestId: string) {
    this.#requestId = requestId;
  }

  get hasStarted(): boolean {
    return this.#sequence > 0;
  }

  /** The number that the next event has. */
  get nextSequence(): number {
    return this.#sequence;
  }

  /** The events since the last time; empty when there are none. */
  take(): string {
    const out = this.#out;
    this.#out = "";
    return out;
  }

  /** All generated text, for an estimate. */
  text(): string {
    return this.#items.map(itemText).join("");
  }

  /** The output so far; `last` is the status of its last item. */
  output(last: ItemStatus): JsonObject[] {
    return this.#items.map((item, index) =>
      itemObject(item, index === this.#items.length - 1 ? last : "completed"),
    );
  }

  start(response: JsonObject): void {
    this.#emit("response.created", { response });
    this.#emit("response.in_progress", { response });
  }

  think(words: string): void {
    const open = this.#words?.item.kind === "reasoning" ? this.#words : null;
    const thought = open ?? this.#openThought();
    const { index, item } = thought;
    if (item.kind !== "reasoning") return;
    item.text += words;
    this.#onSummary("response.reasoning_summary_text.delta", index, item, { delta: words });
  }

  say(kind: MessagePart["kind"], words: string, logprobs: readonly unknown[] = []): void {
    const message = this.#message();
    const { index, item } = message;
    let part = item.parts.at(-1);
    if (part?.kind !== kind) {
      if (part !== undefined) this.#closePart(index, item, part);
      part = { kind, text: "", logprobs: [] };
      item.parts.push(part);
      this.#onPart("response.content_part.added", index, item, { part: partObject(part) });
    }
    part.text += words;
    part.logprobs.push(...logprobs);
    if (kind === "refusal") this.#onPart("response.refusal.delta", index, item, { delta: words });
    else this.#onPart("response.output_text.delta", index, item, { delta: words, logprobs });
  }

  call(at: number, piece: CallPiece): void {
    const call = this.#calls.get(at);
    if (call === undefined) this.#prepareCall(at, piece);
    else if (piece.args !== null && call.isOpen) {
      call.item.args += piece.args;
      this.#onItem("response.function_call_arguments.delta", call, { delta: piece.args });
    }
  }

  /** Ends every item that is still open; the last one as told. */
  closeItems(last: ItemStatus): void {
    const final = this.#items.length - 1;
    this.#closeWords(this.#words?.index === final ? last : "completed");
    for (const call of this.#calls.values()) this.#closeCall(call, call.index === final ? last : "completed");
  }

  finish(
    type: "response.completed" | "response.incomplete",
    response: JsonObject,
    extension: JsonObject,
  ): void {
    this.#emit(type, { response, ...extension });
  }

  #openThought(): OpenItem<ReasoningItem> {
    const item: ReasoningItem = { kind: "reasoning", id: this.#nextId("reasoning"), text: "" };
    const open = { index: this.#open(item), item };
    this.#words = open;
    this.#onSummary("response.reasoning_summary_part.added", open.index, item, { part: summaryPart("") });
    return open;
  }

  #message(): OpenItem<MessageItem> {
    const words = this.#words;
    if (words !== null && isMessage(words)) return words;
    const item: MessageItem = { kind: "message", id: this.#nextId("message"), parts: [] };
    const open = { index: this.#open(item), item };
    this.#words = open;
    return open;
  }

  #prepareCall(at: number, piece: CallPiece): void {
    const call = this.#callsToCome.get(at) ?? { id: null, name: "", args: "" };
    this.#callsToCome.set(at, call);
    call.id ??= piece.id;
    call.name += piece.name ?? "";
    call.args += piece.args ?? "";
    if (call.name === "") return;
    const id = this.#nextId("call");
    const item: CallItem = { kind: "call", id, callId: call.id ?? id, name: call.name, args: "" };
    const open = { index: this.#open(item), item, isOpen: true };
    this.#calls.set(at, open);
    if (call.args !== "") this.call(at, { id: null, name: null, args: call.args });
  }

  /** One item ends before the next begins, but for calls that come in turns: those have to stay open together. */
  #open(item: ResponseItem): number {
    this.#closeWords("completed");
    for (const call of this.#calls.values())
      if (parseObject(call.item.args) !== null) this.#closeCall(call, "completed");
    const index = this.#items.length;
    this.#items.push(item);
    this.#emit("response.output_item.added", { output_index: index, item: itemObject(item, "in_progress") });
    return index;
  }

  #closeWords(status: ItemStatus): void {
    const words = this.#words;
    this.#words = null;
    if (words === null) return;
    const { index, item } = words;
    if (item.kind === "reasoning") {
      this.#onSummary("response.reasoning_summary_text.done", index, item, { text: item.text });
      this.#onSummary("response.reasoning_summary_part.done", index, item, { part: summaryPart(item.text) });
    } else {
      const part = item.parts.at(-1);
      if (part !== undefined) this.#closePart(index, item, part);
    }
    this.#closeItem(index, item, status);
  }

  #closePart(index: number, item: MessageItem, part: MessagePart): void {
    const { kind, text, logprobs } = part;
    if (kind === "refusal") this.#onPart("response.refusal.done", index, item, { refusal: text });
    else this.#onPart("response.output_text.done", index, item, { text, logprobs });
    this.#onPart("response.content_part.done", index, item, { part: partObject(part) });
  }

  #closeCall(call: OpenCall, status: ItemStatus): void {
    if (!call.isOpen) return;
    call.isOpen = false;
    const { name, args } = call.item;
    this.#onItem("response.function_call_arguments.done", call, { name, arguments: args });
    this.#closeItem(call.index, call.item, status);
  }

  #closeItem(index: number, item: ResponseItem, status: ItemStatus): void {
    this.#emit("response.output_item.done", { output_index: index, item: itemObject(item, status) });
  }

  #onSummary(type: string, index: number, item: ReasoningItem, members: JsonObject): void {
    this.#onItem(type, { index, item }, { summary_index: 0, ...members });
  }

  #onPart(type: string, index: number, item: MessageItem, members: JsonObject): void {
    this.#onItem(type, { index, item }, { content_index: item.parts.length - 1, ...members });
  }

  #onItem(type: string, { index, item }: OpenItem<ResponseItem>, members: JsonObject): void {
    this.#emit(type, { item_id: item.id, output_index: index, ...members });
  }

  #emit(type: string, members: JsonObject): void {
    const event = { type, sequence_number: this.#sequence, ...members };
    this.#sequence += 1;
    this.#out += `event: ${type}\ndata: ${JSON.stringify(event)}\n\n`;
  }

  #nextId(kind: ResponseItem["kind"]): string {
    return itemId(kind, this.#requestId, this.#items.length);
  }
}

function isMessage(open: OpenItem<ReasoningItem> | OpenItem<MessageItem>): open is OpenItem<MessageItem> {
  return open.item.kind === "message";
}
