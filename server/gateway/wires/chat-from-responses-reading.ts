import { type JsonObject, own, ownObject, ownString, parseObject } from "../json-value";
import { ChatTranscript } from "../stream/chat-transcript";
import { eventData } from "../stream/sse-events";
import type { EventVerdict, StreamReadingOptions } from "../stream/stream-reading";
import { sealedThought } from "./chat-thoughts";
import { completionHead } from "./message-to-chat";
import { chatAnnotation, chatFinish, responseChatUsage } from "./response-to-chat";
import { ResponsesReading } from "./responses-reading";
import type { WireContext, WireReading } from "./wire";

const DROP: EventVerdict = { kind: "drop" };
const THOUGHTS: ReadonlySet<string> = new Set([
  "response.reasoning_summary_text.delta",
  "response.reasoning_text.delta",
]);

/** Reads a Responses stream and says the same in chunks of chat. */
export class ChatFromResponsesReading implements WireReading {
  readonly #facts: ResponsesReading;
  readonly #options: StreamReadingOptions;
  readonly #context: WireContext;
  readonly #transcript = new ChatTranscript();
  /** Position among the calls of the answer, by the position of the item. */
  readonly #calls = new Map<unknown, number>();
  #thoughts = 0;
  #out = "";
  #head: JsonObject | null = null;
  readonly promptUsage = null;

  constructor(options: StreamReadingOptions, context: WireContext) {
    this.#options = options;
    this.#context = context;
    this.#facts = new ResponsesReading({ ...options, keepsText: false });
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

  get serviceTier(): string | null {
    return this.#facts.serviceTier;
  }

  get contentEvents(): number {
    return this.#facts.contentEvents;
  }

  get transcript(): ChatTranscript | null {
    return this.#options.keepsText ? this.#transcript : null;
  }

  /** In Responses one event ends the answer and tells what it used; chat says both, and that it is done. */
  get closing(): Buffer {
    const last = this.#take();
    const { usage } = this;
    const told =
      usage === null
        ? null
        : { usage: responseChatUsage(usage), floopy: this.#options.extendUsage(usage, this.serviceTier) };
    const asked =
      told === null || !this.#options.wantsUsage
        ? ""
        : chunkEvent({ ...this.#chunkHead(), choices: [], ...told });
    return Buffer.from(`${last}${asked}data: [DONE]\n\n`);
  }

  read(event: Buffer): EventVerdict {
    const verdict = this.#facts.read(event);
    if (verdict.kind === "done") this.#say({}, chatFinish(this.finishReason));
    if (verdict.kind !== "forward") return verdict;
    const data = eventData(event.toString());
    const json = data === null ? null : parseObject(data);
    // Comments keep the line open, and are the same in both formats.
    if (json === null) return data === null ? verdict : DROP;
    this.#translate(ownString(json, "type") ?? "", json);
    const out = this.#take();
    return out === "" ? DROP : { kind: "replace", event: out };
  }

  #translate(type: string, event: JsonObject): void {
    const delta = ownString(event, "delta");
    if (type === "response.created") this.#say({ role: "assistant", content: "" });
    else if (type === "response.output_item.added") this.#open(event, ownObject(event, "item") ?? {});
    else if (type === "response.output_item.done") this.#seal(ownObject(event, "item") ?? {});
    else if (type === "response.output_text.annotation.added") this.#cite(ownObject(event, "annotation"));
    else if (delta === null) return;
    else if (type === "response.output_text.delta") this.#say({ content: delta });
    else if (type === "response.refusal.delta") this.#say({ refusal: delta });
    else if (THOUGHTS.has(type)) this.#say({ reasoning_content: delta });
    else if (type === "response.function_call_arguments.delta")
      this.#extend(own(event, "output_index"), delta);
  }

  #open(event: JsonObject, item: JsonObject): void {
    if (own(item, "type") !== "function_call") return;
    const index = this.#calls.size;
    this.#calls.set(own(event, "output_index"), index);
    const called = { name: own(item, "name"), arguments: ownString(item, "arguments") ?? "" };
    this.#say({ tool_calls: [{ index, id: own(item, "call_id"), type: "function", function: called }] });
  }

  #extend(item: unknown, args: string): void {
    const index = this.#calls.get(item);
    if (index !== undefined) this.#say({ tool_calls: [{ index, function: { arguments: args } }] });
  }

  #seal(item: JsonObject): void {
    if (own(item, "type") !== "reasoning") return;
    const detail = sealedThought(item, this.#thoughts);
    this.#thoughts += 1;
    if (detail !== null) this.#say({ reasoning_details: [detail] });
  }

  #cite(annotation: JsonObject | null): void {
    if (annotation !== null) this.#say({ annotations: [chatAnnotation(annotation)] });
  }

  #say(delta: JsonObject, finishReason: string | null = null): void {
    const chunk = { ...this.#chunkHead(), choices: [{ index: 0, delta, finish_reason: finishReason }] };
    if (this.#options.keepsText) this.#transcript.add(chunk);
    this.#out += chunkEvent(chunk);
  }

  #take(): string {
    const out = this.#out;
    this.#out = "";
    return out;
  }

  #chunkHead(): JsonObject {
    this.#head ??= completionHead(this.#context, "chat.completion.chunk", this.responseModel);
    return this.#head;
  }
}

function chunkEvent(chunk: JsonObject): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
