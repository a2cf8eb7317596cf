import { type JsonObject, own, ownObject, ownString, parseObject } from "../json-value";
import { eventData } from "../stream/sse-events";
import type { EventVerdict, StreamReadingOptions } from "../stream/stream-reading";
import { finishReasonOf } from "./messages-finish";
import { MessagesTranscript } from "./messages-transcript";
import type { WireReading } from "./wire";

const FORWARD: EventVerdict = { kind: "forward" };
const DONE: EventVerdict = { kind: "done" };
const NOTABLE = /message_start|message_delta|message_stop|"error"/;
const MESSAGE_STOP = Buffer.from('event: message_stop\ndata: {"type":"message_stop"}\n\n');

/** Reads a Messages stream as it passes; not a byte of it is changed. */
export class MessagesReading implements WireReading {
  readonly #keepsText: boolean;
  readonly #transcript = new MessagesTranscript();
  hasContent = false;
  hasFinished = false;
  finishReason: string | null = null;
  responseModel: string | null = null;
  usage: JsonObject | null = null;
  promptUsage: JsonObject | null = null;
  contentEvents = 0;
  closing: Buffer = MESSAGE_STOP;

  constructor({ keepsText }: Pick<StreamReadingOptions, "keepsText">) {
    this.#keepsText = keepsText;
  }

  get transcript(): MessagesTranscript | null {
    return this.#keepsText ? this.#transcript : null;
  }

  read(event: Buffer): EventVerdict {
    const text = event.toString();
    if (!this.#keepsText && this.hasContent && !NOTABLE.test(text)) {
      this.contentEvents += 1;
      return FORWARD;
    }
    const data = eventData(text);
    if (data === null) return FORWARD;
    const json = parseObject(data);
    if (json === null) return { kind: "error", message: "the provider sent an event that is not JSON" };
    if (own(json, "type") === "message_stop") this.closing = event;
    return this.take(json);
  }

  /** The same for an event that has been parsed. */
  take(event: JsonObject): EventVerdict {
    switch (own(event, "type")) {
      case "message_stop":
        return DONE;
      case "error":
        return { kind: "error", message: "the provider reported an error" };
      case "message_start":
        this.#start(ownObject(event, "message") ?? {});
        break;
      case "content_block_start":
        this.#note(isAnswerBlock(ownObject(event, "content_block")));
        break;
      case "content_block_delta":
        this.#note(hasWords(ownObject(event, "delta")));
        break;
      case "message_delta":
        this.#finish(event);
        break;
    }
    if (this.#keepsText) this.#transcript.add(event);
    return FORWARD;
  }

  #start(message: JsonObject): void {
    this.responseModel = ownString(message, "model");
    this.promptUsage = ownObject(message, "usage");
  }

  #note(isContent: boolean): void {
    if (!isContent) return;
    this.hasContent = true;
    this.contentEvents += 1;
  }

  #finish(event: JsonObject): void {
    const usage = ownObject(event, "usage");
    if (usage !== null) {
      const told = Object.entries(usage).filter(([, value]) => value !== null);
      this.usage = { ...this.promptUsage, ...this.usage, ...Object.fromEntries(told) };
    }
    const reason = ownString(ownObject(event, "delta") ?? {}, "stop_reason");
    if (reason === null) return;
    this.finishReason = finishReasonOf(reason);
    this.hasFinished = true;
    this.hasContent = true;
  }
}

/** A block of text or thought begins empty; any other block says something by being there. */
function isAnswerBlock(block: JsonObject | null): boolean {
  if (block === null) return false;
  const type = own(block, "type");
  if (type === "text" || type === "thinking") return ownString(block, type) !== null;
  return true;
}

const WORDS = ["text", "thinking", "partial_json", "signature"] as const;

function hasWords(delta: JsonObject | null): boolean {
  return delta !== null && WORDS.some((name) => ownString(delta, name) !== null);
}
