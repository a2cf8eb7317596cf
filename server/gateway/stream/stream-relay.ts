import type { OutputCategory } from "@/server/contracts/firewall";
import type { GatewayStream, StreamSink } from "../types";
import type { UpstreamFailure } from "../upstream/outcome";
import type { StreamConsumer, StreamSource } from "../upstream/upstream-call";
import type { Watchdog, Watched } from "../upstream/watchdog";
import type { WireReading } from "../wires/wire";
import { eventEnd, SseSplitter, stretch } from "./sse-events";

/** How the stream ended, once. */
export type StreamEnding = { kind: "done" } | { kind: "failed"; failure: UpstreamFailure };

export interface StreamRelayOptions {
  source: StreamSource;
  reading: WireReading;
  watchdog: Watchdog;
  firstContentMs: number;
  /** The first content is here: the answer may begin. */
  onFirstContent(): void;
  /** It ended before any content: nothing was sent, another provider may be tried. */
  onStillborn(failure: UpstreamFailure): void;
}

const QUEUE_HIGH_BYTES = 64 * 1024;
const SILENCE_MS = 15_000;
const KEEP_ALIVE = Buffer.from(": keep-alive\n\n");

/**
 * Carries one event stream from the provider to the client. Whole events leave as soon as they are here; the provider
 * is paused while the client does not keep up; the closing event (or the error event) waits for `settle`.
 */
export class StreamRelay implements StreamConsumer, GatewayStream, Watched {
  readonly #options: StreamRelayOptions;
  readonly #splitter = new SseSplitter();
  readonly #startedMs = performance.now();
  #queue: Buffer[] = [];
  #queuedBytes = 0;
  #isPaused = false;
  #isBlocked = false;
  #isPumpDue = false;
  #hasBegun = false;
  #ending: StreamEnding | null = null;
  #sink: StreamSink | null = null;
  #lastWriteMs = 0;
  #settle: (ending: StreamEnding) => Promise<Buffer | null> = async () => null;
  #finished: () => void = () => {};
  #isSettling = false;

  constructor(options: StreamRelayOptions) {
    this.#options = options;
    options.watchdog.add(this);
  }

  get reading(): WireReading {
    return this.#options.reading;
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** What must be durable before the last byte leaves; its answer, if any, is sent instead of the closing event. */
  onSettle(settle: (ending: StreamEnding) => Promise<Buffer | null>): void {
    this.#settle = settle;
  }

  pipe(sink: StreamSink): Promise<void> {
    this.#sink = sink;
    this.#lastWriteMs = performance.now();
    return new Promise((resolve) => {
      this.#finished = resolve;
      this.#pump();
    });
  }

  /** The client left: the call to the provider ends at once. */
  clientGone(): void {
    const failure = { outcome: "client_closed", message: "the client left" } as const;
    this.#queue = [];
    this.#queuedBytes = 0;
    if (this.#ending === null) this.#endWith({ kind: "failed", failure });
    this.#options.source.stop(failure);
    this.#pump();
  }

  /** Another call answered first. */
  callOff(failure: UpstreamFailure): void {
    this.#abort(failure);
  }

  /** Bytes that wait here for the client. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  onChunk(chunk: Buffer): void {
    if (this.#ending !== null) return;
    let events: Buffer | null;
    try {
      events = this.#splitter.push(chunk);
    } catch {
      this.#abort({ outcome: "invalid_response", message: "an event is too large" });
      return;
    }
    if (events !== null) this.#readEvents(events);
    if (this.#queuedBytes <= QUEUE_HIGH_BYTES) this.#pumpSoon();
    else this.#relieve();
  }

  /** Writes now; the provider waits when the client does not take it. */
  #relieve(): void {
    this.#pump();
    if (this.#queuedBytes <= QUEUE_HIGH_BYTES || this.#isPaused || !this.#hasBegun) return;
    this.#isPaused = true;
    this.#options.source.pause();
  }

  onEnd(): void {
    if (this.#ending !== null) return;
    const rest = this.#splitter.rest();
    // A last event may lack its blank line; anything less than an event is a torn stream.
    if (rest !== null) this.#readEvents(Buffer.concat([rest, Buffer.from("\n\n")]));
    if (this.#ending === null) this.#complete();
    this.#pump();
  }

  onFailure(failure: UpstreamFailure): void {
    if (this.#ending !== null) return;
    const isCut = this.#hasBegun && failure.outcome === "network_error";
    this.#endWith({ kind: "failed", failure: isCut ? { ...failure, outcome: "truncated" } : failure });
    this.#pump();
  }

  onTick(nowMs: number): void {
    if (!this.#hasBegun && nowMs - this.#startedMs > this.#options.firstContentMs) {
      this.#abort({ outcome: "timeout", message: "no content in time" });
      return;
    }
    if (this.#sink === null || this.#isBlocked || nowMs - this.#lastWriteMs < SILENCE_MS) return;
    this.#write(KEEP_ALIVE);
  }

  #readEvents(events: Buffer): void {
    let runStart = 0;
    let at = 0;
    while (at < events.length && this.#ending === null) {
      const end = eventEnd(events, at);
      const verdict = this.#options.reading.read(stretch(events, at, end));
      if (verdict.kind !== "forward") {
        this.#enqueue(events.subarray(runStart, at));
        runStart = end;
      }
      if (verdict.kind === "replace") this.#enqueue(Buffer.from(verdict.event));
      if (verdict.kind === "done") this.#complete();
      if (verdict.kind === "blocked") this.#block(verdict.category);
      if (verdict.kind === "error") this.#abort({ outcome: "invalid_response", message: verdict.message });
      at = end;
    }
    this.#enqueue(stretch(events, runStart, at));
    if (!this.#hasBegun && this.#options.reading.hasContent && this.#ending?.kind !== "failed") this.#begin();
  }

  #begin(): void {
    this.#hasBegun = true;
    this.#options.onFirstContent();
  }

  /** The provider says it is done; without a finish reason that is not believed. */
  #complete(): void {
    if (this.#options.reading.hasFinished) {
      const rest = this.#options.reading.rest?.();
      if (rest?.kind === "blocked") {
        this.#block(rest.category);
        return;
      }
      if (rest?.kind === "replace") this.#enqueue(Buffer.from(rest.event));
      if (!this.#hasBegun) this.#begin();
      this.#endWith({ kind: "done" });
      return;
    }
    const message = this.#options.reading.hasContent ? "the stream ended early" : "the stream was empty";
    const outcome = this.#options.reading.hasContent ? "truncated" : "invalid_response";
    this.#abort({ outcome, message });
  }

  /** No other provider is asked: what one said must not be said is no failure of its own. */
  #block(category: OutputCategory | "error"): void {
    if (!this.#hasBegun) this.#begin();
    this.#abort({ outcome: "blocked", message: category });
  }

  #abort(failure: UpstreamFailure): void {
    if (this.#ending !== null) return;
    this.#endWith({ kind: "failed", failure });
    this.#options.source.stop(failure);
    this.#pump();
  }

  #endWith(ending: StreamEnding): void {
    this.#ending = ending;
    this.#options.watchdog.delete(this);
    if (!this.#hasBegun && ending.kind === "failed") this.#options.onStillborn(ending.failure);
  }

  #enqueue(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#queue.push(bytes);
    this.#queuedBytes += bytes.length;
  }

  /** After everything that has arrived in this tick, so that events that came together leave in one write. */
  #pumpSoon(): void {
    if (this.#isPumpDue || this.#sink === null) return;
    this.#isPumpDue = true;
    process.nextTick(() => {
      this.#isPumpDue = false;
      this.#pump();
    });
  }

  /** Writes what waits, as far as the client takes it, and closes the stream when all is said. */
  #pump(): void {
    if (this.#sink === null) return;
    while (this.#queue.length > 0 && !this.#isBlocked) {
      const bytes = this.#queue.length === 1 ? this.#queue[0] : Buffer.concat(this.#queue);
      this.#queue = [];
      this.#queuedBytes = 0;
      if (bytes !== undefined) this.#write(bytes);
    }
    if (this.#queue.length > 0) return;
    if (this.#isPaused && !this.#isBlocked) {
      this.#isPaused = false;
      this.#options.source.resume();
    }
    if (this.#ending !== null) void this.#close(this.#ending);
  }

  #write(bytes: Buffer): void {
    if (this.#sink === null) return;
    this.#lastWriteMs = performance.now();
    if (this.#sink.write(bytes)) return;
    this.#isBlocked = true;
    void this.#sink.drained().then(() => {
      this.#isBlocked = false;
      this.#pump();
    });
  }

  async #close(ending: StreamEnding): Promise<void> {
    if (this.#isSettling) return;
    this.#isSettling = true;
    const last = await this.#settle(ending);
    const isGone = ending.kind === "failed" && ending.failure.outcome === "client_closed";
    if (!isGone && this.#sink !== null) this.#write(last ?? this.#options.reading.closing);
    this.#finished();
  }
}
