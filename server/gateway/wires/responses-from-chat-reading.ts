import { isObject, type JsonObject, own, ownArray, ownObject, ownString, parseObject } from "../json-value";
import { eventData } from "../stream/sse-events";
import type { EventVerdict, StreamReadingOptions } from "../stream/stream-reading";
import type { ChatSource } from "./over-chat";
import { createdAtOf, responseObject, responseUsage, wantsSummary } from "./response-object";
import { incompleteReasonOf } from "./responses-finish";
import { ResponsesWriter } from "./responses-writer";
import type { Transcript, Wire, WireContext, WireReading } from "./wire";

const DROP: EventVerdict = { kind: "drop" };

/** Reads a chat stream and says the same in events of the Responses format. */
export class ResponsesFromChatReading implements WireReading {
  readonly #chat: WireReading;
  readonly #readUsage: Wire["readUsage"];
  readonly #options: StreamReadingOptions;
  readonly #context: WireContext;
  readonly #hasThoughts: boolean;
  readonly #writer: ResponsesWriter;
  #createdAt = 0;
  #isRefused = false;
  #closing: Buffer | null = null;

  constructor(options: StreamReadingOptions, context: WireContext, { reading, readUsage }: ChatSource) {
    this.#chat = reading;
    this.#readUsage = readUsage;
    this.#options = options;
    this.#context = context;
    this.#hasThoughts = wantsSummary(context.request);
    this.#writer = new ResponsesWriter(context.requestId);
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

  get usage(): JsonObject | null {
    return this.#chat.usage;
  }

  get promptUsage(): JsonObject | null {
    return this.#chat.promptUsage;
  }

  get serviceTier(): string | null {
    return this.#chat.serviceTier ?? null;
  }

  get contentEvents(): number {
    return this.#chat.contentEvents;
  }

  get nextSequence(): number {
    return this.#writer.nextSequence;
  }

  /** The last event has all of the answer, so all of it is at hand. */
  get transcript(): Transcript | null {
    if (!this.#options.keepsText) return null;
    return {
      isTruncated: false,
      text: () => this.#writer.text(),
      toCompletion: () => (this.hasFinished ? this.#finalResponse() : this.#response("incomplete")),
    };
  }

  /** In chat, usage comes after the last word: only now is known how the response ends. */
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
    this.#start(chunk);
    for (const choice of ownArray(chunk, "choices")) {
      if (isObject(choice) && (own(choice, "index") ?? 0) === 0) this.#translate(choice);
    }
  }

  #start(chunk: JsonObject): void {
    if (this.#writer.hasStarted) return;
    this.#createdAt = createdAtOf(chunk);
    this.#writer.start(this.#response("in_progress"));
  }

  #close(): Buffer {
    this.#start({});
    const isComplete = this.#incompleteReason === null;
    this.#writer.closeItems(isComplete ? "completed" : "incomplete");
    const type = isComplete ? "response.completed" : "response.incomplete";
    const extension = this.usage === null ? {} : { floopy: this.#options.extendUsage(this.usage) };
    this.#writer.finish(type, this.#finalResponse(), extension);
    return Buffer.from(this.#writer.take());
  }

  get #incompleteReason(): string | null {
    return incompleteReasonOf(this.#chat.finishReason);
  }

  #finalResponse(): JsonObject {
    return this.#response(this.#incompleteReason === null ? "completed" : "incomplete");
  }

  #response(status: "in_progress" | "completed" | "incomplete"): JsonObject {
    return responseObject(this.#context, {
      model: this.responseModel ?? this.#context.model,
      createdAt: this.#createdAt,
      status,
      incompleteReason: this.#incompleteReason,
      output: this.#writer.output(status),
      usage: responseUsage(this.#readUsage(this.#context.provider, this.usage)),
    });
  }

  #translate(choice: JsonObject): void {
    const delta = ownObject(choice, "delta");
    if (delta === null) return;
    const thoughts = ownString(delta, "reasoning_content") ?? ownString(delta, "reasoning");
    if (thoughts !== null && this.#hasThoughts) this.#writer.think(thoughts);
    const content = ownString(delta, "content");
    const logprobs = ownArray(ownObject(choice, "logprobs") ?? {}, "content");
    if (content !== null) this.#writer.say("text", content, logprobs);
    const refusal = ownString(delta, "refusal");
    if (refusal !== null) {
      this.#isRefused = true;
      this.#writer.say("refusal", refusal);
    }
    for (const [position, call] of ownArray(delta, "tool_calls").entries()) {
      if (isObject(call)) this.#call(call, position);
    }
  }

  #call(call: JsonObject, position: number): void {
    const index = own(call, "index");
    const called = ownObject(call, "function") ?? {};
    this.#writer.call(typeof index === "number" ? index : position, {
      id: ownString(call, "id"),
      name: ownString(called, "name"),
      args: ownString(called, "arguments"),
    });
  }
}
