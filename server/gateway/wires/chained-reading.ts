import type { JsonObject } from "../json-value";
import { eventEnd } from "../stream/sse-events";
import type { EventVerdict } from "../stream/stream-reading";
import type { Transcript, WireReading } from "./wire";

const DROP: EventVerdict = { kind: "drop" };

/** What one reading makes of a stream is read by the next. */
export class ChainedReading implements WireReading {
  readonly #first: WireReading;
  readonly #next: WireReading;

  constructor(first: WireReading, next: WireReading) {
    this.#first = first;
    this.#next = next;
  }

  get hasContent(): boolean {
    return this.#next.hasContent;
  }

  get hasFinished(): boolean {
    return this.#next.hasFinished;
  }

  get finishReason(): string | null {
    return this.#next.finishReason;
  }

  get responseModel(): string | null {
    return this.#first.responseModel;
  }

  /** As the provider gave it: that is what the inner wire reads. */
  get usage(): JsonObject | null {
    return this.#first.usage;
  }

  get promptUsage(): JsonObject | null {
    return this.#first.promptUsage;
  }

  get contentEvents(): number {
    return this.#next.contentEvents;
  }

  get transcript(): Transcript | null {
    return this.#next.transcript;
  }

  get closing(): Buffer {
    return this.#next.closing;
  }

  read(event: Buffer): EventVerdict {
    const verdict = this.#first.read(event);
    if (verdict.kind === "forward") return this.#readNext(event);
    return verdict.kind === "replace" ? this.#readNext(Buffer.from(verdict.event)) : verdict;
  }

  /** One event may have become several. */
  #readNext(events: Buffer): EventVerdict {
    let out = "";
    for (let at = 0; at < events.length; ) {
      const end = eventEnd(events, at);
      const event = events.subarray(at, end);
      const verdict = this.#next.read(event);
      if (verdict.kind === "error" || verdict.kind === "done") return verdict;
      if (verdict.kind === "forward") out += event.toString();
      if (verdict.kind === "replace") out += verdict.event;
      at = end;
    }
    return out === "" ? DROP : { kind: "replace", event: out };
  }
}
