import type { OutputCategory } from "@/server/contracts/firewall";
import { isObject, type JsonObject, own, ownArray, ownObject, ownString, parseObject } from "../json-value";
import type { WireReading } from "../wires/wire";
import { ChatTranscript } from "./chat-transcript";
import { EventShape } from "./event-shape";
import { eventData } from "./sse-events";

/** What to do with one event. */
export type EventVerdict =
  | { kind: "forward" }
  | { kind: "drop" }
  | { kind: "replace"; event: string }
  | { kind: "done" }
  | { kind: "error"; message: string }
  /** The firewall ends the answer. */
  | { kind: "blocked"; category: OutputCategory | "error" };

export interface StreamReadingOptions {
  /** The client asked for usage, so the chunk that carries it is passed on. */
  wantsUsage: boolean;
  /** The text is kept, because the project stores it. */
  keepsText: boolean;
  /** The `floopy` extension of the usage chunk, made from the provider's usage object. */
  extendUsage: (usage: JsonObject, serviceTier?: string | null) => JsonObject;
}

const FORWARD: EventVerdict = { kind: "forward" };
const DROP: EventVerdict = { kind: "drop" };
const DONE: EventVerdict = { kind: "done" };
const DONE_EVENT = Buffer.from("data: [DONE]\n\n");

/** Events that matter beyond their text; all others are passed on without being parsed. */
const NOTABLE = /"usage"\s*:\s*\{|"finish_reason"\s*:\s*"|"error"/;

/** Reads a chat stream as it passes: the first word, how it finished, its usage, and its text when that is kept. */
export class StreamReading implements WireReading {
  readonly #options: StreamReadingOptions;
  readonly #transcript = new ChatTranscript();
  readonly #shape = new EventShape();
  hasContent = false;
  hasFinished = false;
  finishReason: string | null = null;
  responseModel: string | null = null;
  serviceTier: string | null = null;
  usage: JsonObject | null = null;
  contentEvents = 0;
  readonly promptUsage = null;
  readonly closing = DONE_EVENT;

  constructor(options: StreamReadingOptions) {
    this.#options = options;
  }

  get transcript(): ChatTranscript | null {
    return this.#options.keepsText ? this.#transcript : null;
  }

  read(event: Buffer): EventVerdict {
    if (event.length < 24 && event.includes("[DONE]")) return DONE;
    if (this.#shape.matches(event)) {
      this.contentEvents += 1;
      if (this.#options.keepsText) this.#transcript.addContent(this.#shape.contentOf(event));
      return FORWARD;
    }
    const mustParse = this.#options.keepsText || !this.hasContent || NOTABLE.test(event.toString("latin1"));
    if (!mustParse) {
      this.contentEvents += 1;
      return FORWARD;
    }
    return this.#parse(event);
  }

  #parse(event: Buffer): EventVerdict {
    const data = eventData(event.toString());
    if (data === null) return FORWARD;
    if (data.trim() === "[DONE]") return DONE;
    const chunk = parseObject(data);
    if (chunk === null) return { kind: "error", message: "the provider sent an event that is not JSON" };
    const verdict = this.#readChunk(chunk, data);
    const isPlain = verdict === FORWARD && this.hasContent && !this.hasFinished && !NOTABLE.test(data);
    if (isPlain) this.#shape.learn(event, chunk);
    return verdict;
  }

  #readChunk(chunk: JsonObject, data: string): EventVerdict {
    const error = own(chunk, "error");
    if (error !== undefined && error !== null)
      return { kind: "error", message: "the provider reported an error" };
    this.responseModel ??= ownString(chunk, "model");
    this.serviceTier = ownString(chunk, "service_tier") ?? this.serviceTier;
    const choices = ownArray(chunk, "choices");
    for (const choice of choices) {
      if (isObject(choice)) this.#readChoice(choice);
    }
    if (this.#options.keepsText) this.#transcript.add(chunk);
    const usage = ownObject(chunk, "usage");
    if (usage === null) return FORWARD;
    this.usage = usage;
    if (choices.length > 0) return FORWARD;
    if (!this.#options.wantsUsage) return DROP;
    return {
      kind: "replace",
      event: `data: ${withExtension(data, this.#options.extendUsage(usage, this.serviceTier))}\n\n`,
    };
  }

  #readChoice(choice: JsonObject): void {
    const finishReason = ownString(choice, "finish_reason");
    if (finishReason !== null) {
      this.finishReason = finishReason;
      this.hasFinished = true;
    }
    const delta = ownObject(choice, "delta");
    if (finishReason !== null || (delta !== null && hasWords(delta))) {
      this.hasContent = true;
      this.contentEvents += 1;
    }
  }
}

const WORDS = ["content", "reasoning_content", "reasoning", "refusal"] as const;

/** A first chunk often only names the role; that is not yet an answer. */
function hasWords(delta: JsonObject): boolean {
  if (WORDS.some((name) => ownString(delta, name) !== null)) return true;
  return (
    ownArray(delta, "tool_calls").length > 0 ||
    own(delta, "function_call") != null ||
    own(delta, "audio") != null
  );
}

/** Adds a member before the last brace: the provider's own bytes stay as they are. */
function withExtension(data: string, extension: JsonObject): string {
  const end = data.lastIndexOf("}");
  return `${data.slice(0, end)},"floopy":${JSON.stringify(extension)}}`;
}
