import { type JsonObject, own, ownObject, ownString, parseObject } from "../json-value";
import { eventData } from "../stream/sse-events";
import type { EventVerdict, StreamReadingOptions } from "../stream/stream-reading";
import { responseFinishReason } from "./responses-finish";
import { ResponsesTranscript } from "./responses-transcript";
import type { WireReading } from "./wire";

const FORWARD: EventVerdict = { kind: "forward" };
const DONE: EventVerdict = { kind: "done" };
const NOTABLE = /"(?:response\.(?:completed|incomplete|failed|cancelled)|error)"/;
const NOTHING = Buffer.alloc(0);

/** Reads a Responses stream as it passes; its last event alone is changed, by what we add about its cost. */
export class ResponsesReading implements WireReading {
  readonly #options: StreamReadingOptions;
  readonly #transcript = new ResponsesTranscript();
  hasContent = false;
  hasFinished = false;
  finishReason: string | null = null;
  responseModel: string | null = null;
  answerId: string | null = null;
  usage: JsonObject | null = null;
  serviceTier: string | null = null;
  contentEvents = 0;
  nextSequence = 0;
  readonly promptUsage = null;
  closing: Buffer = NOTHING;

  constructor(options: StreamReadingOptions) {
    this.#options = options;
  }

  get transcript(): ResponsesTranscript | null {
    return this.#options.keepsText ? this.#transcript : null;
  }

  read(event: Buffer): EventVerdict {
    const text = event.toString();
    if (!this.#options.keepsText && this.hasContent && !NOTABLE.test(text)) {
      this.nextSequence += 1;
      if (text.includes(".delta")) this.contentEvents += 1;
      return FORWARD;
    }
    const data = eventData(text);
    if (data === null || data.trim() === "[DONE]") return FORWARD;
    const json = parseObject(data);
    if (json === null) return { kind: "error", message: "the provider sent an event that is not JSON" };
    this.nextSequence += 1;
    return this.#readEvent(json, text);
  }

  #readEvent(event: JsonObject, text: string): EventVerdict {
    const type = ownString(event, "type") ?? "";
    if (this.#options.keepsText) this.#transcript.add(type, event);
    switch (type) {
      case "response.created":
        this.#start(ownObject(event, "response") ?? {});
        return FORWARD;
      case "response.completed":
      case "response.incomplete":
        return this.#finish(ownObject(event, "response") ?? {}, text);
      case "response.failed":
      case "response.cancelled":
      case "error":
        return { kind: "error", message: "the provider reported an error" };
      case "response.output_item.added":
        this.#note(isAnswerItem(ownObject(event, "item")));
        return FORWARD;
    }
    this.#note(type.endsWith(".delta") && ownString(event, "delta") !== null);
    return FORWARD;
  }

  #start(response: JsonObject): void {
    this.responseModel = ownString(response, "model");
    this.answerId = ownString(response, "id");
  }

  #note(isContent: boolean): void {
    if (!isContent) return;
    this.hasContent = true;
    this.contentEvents += 1;
  }

  #finish(response: JsonObject, text: string): EventVerdict {
    this.finishReason = responseFinishReason(response) ?? "stop";
    this.responseModel = ownString(response, "model") ?? this.responseModel;
    this.answerId ??= ownString(response, "id");
    this.usage = ownObject(response, "usage");
    this.serviceTier = ownString(response, "service_tier");
    this.hasFinished = true;
    this.hasContent = true;
    this.closing = Buffer.from(
      this.usage === null
        ? text
        : withExtension(text, this.#options.extendUsage(this.usage, this.serviceTier)),
    );
    return DONE;
  }
}

/** A message begins empty; any other item says something by being there, a thought that nobody may read too. */
function isAnswerItem(item: JsonObject | null): boolean {
  return item !== null && own(item, "type") !== "message";
}

/** Adds a member before the last brace of the event: the provider's own bytes stay as they are. */
function withExtension(event: string, extension: JsonObject): string {
  const end = event.lastIndexOf("}");
  return `${event.slice(0, end)},"floopy":${JSON.stringify(extension)}${event.slice(end)}`;
}
