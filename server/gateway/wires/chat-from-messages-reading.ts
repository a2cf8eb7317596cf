import { type JsonObject, own, ownObject, ownString, parseObject } from "../json-value";
import { ChatTranscript } from "../stream/chat-transcript";
import { eventData } from "../stream/sse-events";
import type { EventVerdict, StreamReadingOptions } from "../stream/stream-reading";
import { thoughtDetail } from "./chat-thoughts";
import { jsonToolName } from "./chat-to-messages-tools";
import { annotationOf } from "./message-citations";
import { chatUsage, completionHead, explanation } from "./message-to-chat";
import { chatFinishOf } from "./messages-finish";
import { MessagesReading } from "./messages-reading";
import type { WireContext, WireReading } from "./wire";

const DROP: EventVerdict = { kind: "drop" };

interface Block {
  type: unknown;
  /** Position among the calls of the answer; null for what is no call. */
  call: number | null;
  hasArguments: boolean;
  /** Where its text begins in the whole text. */
  start: number;
}

/** Reads a Messages stream and says the same in chunks of chat. */
export class ChatFromMessagesReading implements WireReading {
  readonly #facts = new MessagesReading({ keepsText: false });
  readonly #options: StreamReadingOptions;
  readonly #context: WireContext;
  readonly #transcript = new ChatTranscript();
  readonly #jsonTool: string | null;
  readonly #blocks = new Map<unknown, Block>();
  #calls = 0;
  #length = 0;
  #out = "";
  #head: JsonObject | null = null;

  constructor(options: StreamReadingOptions, context: WireContext) {
    this.#options = options;
    this.#context = context;
    this.#jsonTool = jsonToolName(context.request, context.model);
  }

  get hasContent(): boolean {
    return this.#facts.hasContent;
  }

  get hasFinished(): boolean {
    return this.#facts.hasFinished;
  }

  get finishReason(): string | null {
    return this.#facts.finishReason;
  }

  get responseModel(): string | null {
    return this.#facts.responseModel;
  }

  get usage(): JsonObject | null {
    return this.#facts.usage;
  }

  get promptUsage(): JsonObject | null {
    return this.#facts.promptUsage;
  }

  get contentEvents(): number {
    return this.#facts.contentEvents;
  }

  get transcript(): ChatTranscript | null {
    return this.#options.keepsText ? this.#transcript : null;
  }

  get closing(): Buffer {
    const { usage } = this;
    if (!this.#options.wantsUsage || usage === null) return Buffer.from("data: [DONE]\n\n");
    const told = { usage: chatUsage(usage), floopy: this.#options.extendUsage(usage) };
    return Buffer.from(
      `data: ${JSON.stringify({ ...this.#chunkHead(), choices: [], ...told })}\n\ndata: [DONE]\n\n`,
    );
  }

  read(event: Buffer): EventVerdict {
    const data = eventData(event.toString());
    // Comments keep the line open, and are the same in both formats.
    if (data === null) return { kind: "forward" };
    const json = parseObject(data);
    if (json === null) return { kind: "error", message: "the provider sent an event that is not JSON" };
    const verdict = this.#facts.take(json);
    if (verdict.kind !== "forward") return verdict;
    this.#translate(json);
    const out = this.#out;
    this.#out = "";
    return out === "" ? DROP : { kind: "replace", event: out };
  }

  #translate(event: JsonObject): void {
    const index = own(event, "index");
    switch (own(event, "type")) {
      case "message_start":
        this.#say({ role: "assistant", content: "" });
        break;
      case "content_block_start":
        this.#open(index, ownObject(event, "content_block") ?? {});
        break;
      case "content_block_delta":
        this.#extend(index, ownObject(event, "delta") ?? {});
        break;
      case "content_block_stop":
        this.#close(index);
        break;
      case "message_delta":
        this.#finish(ownObject(event, "delta") ?? {});
        break;
    }
  }

  #open(index: unknown, block: JsonObject): void {
    const type = own(block, "type");
    const isCall = type === "tool_use" && (this.#jsonTool === null || own(block, "name") !== this.#jsonTool);
    const call = isCall ? this.#calls : null;
    const opened: Block = { type, call, hasArguments: false, start: this.#length };
    this.#blocks.set(index, opened);
    if (call !== null) {
      this.#calls += 1;
      const called = { name: own(block, "name"), arguments: "" };
      this.#say({ tool_calls: [{ index: call, id: own(block, "id"), type: "function", function: called }] });
    }
    const input = ownObject(block, "input");
    if (input !== null && Object.keys(input).length > 0) this.#addArguments(opened, JSON.stringify(input));
    if (type === "text" || type === "thinking") this.#extend(index, { ...block, type: `${type}_delta` });
    if (type === "redacted_thinking") this.#think(index, { data: ownString(block, "data") ?? "" });
  }

  #extend(index: unknown, delta: JsonObject): void {
    const block = this.#blocks.get(index);
    if (block === undefined) return;
    const text = ownString(delta, "text");
    const thinking = ownString(delta, "thinking");
    const signature = ownString(delta, "signature");
    const args = ownString(delta, "partial_json");
    const citation = ownObject(delta, "citation");
    if (text !== null) this.#write(text);
    if (thinking !== null) this.#think(index, { text: thinking });
    if (signature !== null) this.#think(index, { signature });
    if (args !== null) this.#addArguments(block, args);
    if (citation !== null) this.#cite(block, citation);
  }

  /** Clients parse the arguments of a call, so one without any says so. */
  #close(index: unknown): void {
    const block = this.#blocks.get(index);
    if (block?.type === "tool_use" && !block.hasArguments) this.#addArguments(block, "{}");
  }

  #write(content: string): void {
    this.#length += content.length;
    this.#say({ content });
  }

  #think(index: unknown, piece: { text?: string; signature?: string; data?: string }): void {
    const detail = thoughtDetail({ index: typeof index === "number" ? index : 0, ...piece });
    const shown = piece.text === undefined ? {} : { reasoning_content: piece.text };
    this.#say({ ...shown, reasoning_details: [detail] });
  }

  #addArguments(block: Block, args: string): void {
    if (block.type !== "tool_use") return;
    block.hasArguments = true;
    if (block.call === null) this.#write(args);
    else this.#say({ tool_calls: [{ index: block.call, function: { arguments: args } }] });
  }

  #cite(block: Block, citation: JsonObject): void {
    this.#say({ annotations: [annotationOf(citation, { start: block.start, end: this.#length })] });
  }

  #finish(delta: JsonObject): void {
    const stopReason = ownString(delta, "stop_reason");
    if (stopReason === null) return;
    const refusal = stopReason === "refusal" ? explanation(delta) : null;
    const reason = chatFinishOf(stopReason, this.#calls > 0);
    this.#say(refusal === null ? {} : { refusal }, {
      finish_reason: reason,
      native_finish_reason: stopReason,
    });
  }

  #say(delta: JsonObject, ending: JsonObject = { finish_reason: null }): void {
    const chunk = { ...this.#chunkHead(), choices: [{ index: 0, delta, ...ending }] };
    if (this.#options.keepsText) this.#transcript.add(chunk);
    this.#out += `data: ${JSON.stringify(chunk)}\n\n`;
  }

  /** The same in every chunk, whatever time passes meanwhile. */
  #chunkHead(): JsonObject {
    this.#head ??= completionHead(this.#context, "chat.completion.chunk", this.responseModel);
    return this.#head;
  }
}
