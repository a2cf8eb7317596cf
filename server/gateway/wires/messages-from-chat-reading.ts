import { isObject, type JsonObject, own, ownArray, ownObject, ownString, parseObject } from "../json-value";
import { eventData } from "../stream/sse-events";
import type { EventVerdict, StreamReadingOptions } from "../stream/stream-reading";
import { messageHead, messagesUsage, wantsThoughts } from "./chat-to-message";
import { stopReasonOf } from "./messages-finish";
import { MessagesTranscript } from "./messages-transcript";
import { MessagesWriter } from "./messages-writer";
import type { ChatSource } from "./over-chat";
import type { Wire, WireContext, WireReading } from "./wire";

const DROP: EventVerdict = { kind: "drop" };

/** Reads a chat stream and says the same in events of the Messages format. */
export class MessagesFromChatReading implements WireReading {
  readonly #chat: WireReading;
  readonly #readUsage: Wire["readUsage"];
  readonly #context: WireContext;
  readonly #hasThoughts: boolean;
  readonly #writer: MessagesWriter;
  readonly #transcript: MessagesTranscript | null;
  #isRefused = false;
  #closing: Buffer | null = null;

  constructor(options: StreamReadingOptions, context: WireContext, { reading, readUsage }: ChatSource) {
    this.#chat = reading;
    this.#readUsage = readUsage;
    this.#context = context;
    this.#hasThoughts = wantsThoughts(context.request);
    const transcript = options.keepsText ? new MessagesTranscript() : null;
    this.#transcript = transcript;
    this.#writer = new MessagesWriter((event) => transcript?.add(event));
  }

  get hasContent(): boolean {
    return this.#chat.hasContent;
  }

  get hasFinished(): boolean {
    return this.#chat.hasFinished;
  }

  get finishReason(): string | null {
    return this.#isRefused ? "content_filter" : this.#chat.finishReason;
  }

  get responseModel(): string | null {
    return this.#chat.responseModel;
  }

  get serviceTier(): string | null {
    return this.#chat.serviceTier ?? null;
  }

  get usage(): JsonObject | null {
    return this.#chat.usage;
  }

  get promptUsage(): JsonObject | null {
    return this.#chat.promptUsage;
  }

  get contentEvents(): number {
    return this.#chat.contentEvents;
  }

  /** Asked for at the end, before the last bytes are: these belong to it. */
  get transcript(): MessagesTranscript | null {
    if (this.hasFinished) this.#closing ??= this.#close();
    return this.#transcript;
  }

  /** In chat, usage comes after the last word: only now is known how the message ends. */
  get closing(): Buffer {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  read(event: Buffer): EventVerdict {
    const verdict = this.#chat.read(event);
    if (verdict.kind === "error" || verdict.kind === "done") return verdict;
    if (verdict.kind === "forward") this.#take(event.toString());
    // One event of another format may be several of chat.
    if (verdict.kind === "replace") for (const chunk of verdict.event.split("\n\n")) this.#take(chunk);
    const events = this.#writer.take();
    return events === "" ? DROP : { kind: "replace", event: events };
  }

  #take(event: string): void {
    const data = eventData(event);
    const chunk = data === null ? null : parseObject(data);
    if (chunk === null) return;
    this.#start();
    for (const choice of ownArray(chunk, "choices")) {
      const isFirst = isObject(choice) && (own(choice, "index") ?? 0) === 0;
      const delta = isFirst ? ownObject(choice, "delta") : null;
      if (delta !== null) this.#translate(delta);
    }
  }

  #start(): void {
    if (this.#writer.hasStarted) return;
    const head = messageHead(this.#context, this.responseModel);
    const nothingYet = { content: [], stop_reason: null, stop_sequence: null, usage: messagesUsage(null) };
    this.#writer.start({ ...head, ...nothingYet });
  }

  #close(): Buffer {
    this.#start();
    const stopReason = stopReasonOf(this.finishReason, this.#writer.hasTools);
    this.#writer.finish(
      { stop_reason: stopReason, stop_sequence: null },
      messagesUsage(this.#readUsage(this.#context.provider, this.usage)),
    );
    return Buffer.from(this.#writer.take());
  }

  #translate(delta: JsonObject): void {
    const thinking = ownString(delta, "reasoning_content") ?? ownString(delta, "reasoning");
    if (thinking !== null && this.#hasThoughts) this.#writer.say("thinking", thinking);
    const refusal = ownString(delta, "refusal");
    if (refusal !== null) this.#isRefused = true;
    for (const words of [ownString(delta, "content"), refusal]) {
      if (words !== null) this.#writer.say("text", words);
    }
    for (const [position, call] of ownArray(delta, "tool_calls").entries()) {
      if (!isObject(call)) continue;
      const index = own(call, "index");
      const called = ownObject(call, "function") ?? {};
      this.#writer.call(typeof index === "number" ? index : position, {
        id: ownString(call, "id"),
        name: ownString(called, "name"),
        args: ownString(called, "arguments"),
      });
    }
  }
}
