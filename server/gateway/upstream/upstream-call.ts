import type { Readable } from "node:stream";
import type { Dispatcher, Pool } from "undici";
import { AwsEventStream } from "../stream/aws-event-stream";
import type { CallTimeouts } from "./call-limits";
import { failureOf, type UpstreamFailure, UpstreamStop } from "./outcome";
import { readRetryAfter } from "./read-retry-after";
import type { Watchdog, Watched } from "./watchdog";

export interface UpstreamTimeouts {
  connectMs: number;
  /** Until the status line; a whole (not streamed) answer is often computed before it is sent. */
  headersMs: number;
  /** Until the first word of a stream. */
  firstContentMs: number;
  /** Between two pieces of an answer. */
  idleMs: number;
  totalMs: number;
}

export interface UpstreamRequest {
  pool: Pool;
  path: string;
  headers: Readonly<Record<string, string>>;
  /** A stream is sent once, as it comes. */
  body: Buffer | Readable | null;
  /** POST where nothing is said. */
  method?: "GET" | "POST" | "DELETE";
}

export type UpstreamHeaders = Readonly<Record<string, string | string[] | undefined>>;

export interface UpstreamHead {
  status: number;
  contentType: string;
  retryAfter: string | null;
  contentEncoding: string;
}

/** Receives an answer piece by piece; see StreamRelay and DownloadRelay. */
export interface StreamConsumer {
  /** The first content has been seen. */
  readonly hasBegun: boolean;
  onChunk(chunk: Buffer): void;
  onEnd(): void;
  onFailure(failure: UpstreamFailure): void;
}

/** A running stream as its consumer sees it. */
export interface StreamSource {
  pause(): void;
  resume(): void;
  stop(failure: UpstreamFailure): void;
}

export type CallResult =
  | { kind: "answer"; head: UpstreamHead; body: Buffer }
  | { kind: "failure"; failure: UpstreamFailure; head: UpstreamHead | null };

export interface UpstreamCallOptions {
  request: UpstreamRequest;
  timeouts: CallTimeouts;
  watchdog: Watchdog;
  /** Takes over when a successful event stream begins; without one the whole answer is collected. */
  openStream: ((source: StreamSource) => StreamConsumer) | null;
  /** Of a whole answer; more of a success than this is no answer. */
  answerBytesMax?: number;
  /** The same for a success of any type. */
  openDownload?: (source: StreamSource, status: number, headers: UpstreamHeaders) => StreamConsumer;
}

const ANSWER_BYTES_MAX = 64 * 1024 * 1024;
const ERROR_BYTES_MAX = 64 * 1024;

/** One HTTP call. Written against the client's handler interface: no fetch, no web streams, one object per call. */
export class UpstreamCall implements Dispatcher.DispatchHandler, StreamSource, Watched {
  readonly #options: UpstreamCallOptions;
  readonly #deadlineMs: number;
  readonly #answerDeadlineMs: number;
  /** Resolves with a whole answer or a failure; never when the answer is a stream, which goes to its consumer. */
  readonly result: Promise<CallResult>;
  #resolve: (result: CallResult) => void = () => {};
  #controller: Dispatcher.DispatchController | null = null;
  #head: UpstreamHead | null = null;
  #consumer: StreamConsumer | null = null;
  #chunks: Buffer[] = [];
  #size = 0;
  #stop: UpstreamStop | null = null;
  #isOver = false;

  constructor(options: UpstreamCallOptions) {
    this.#options = options;
    const now = performance.now();
    this.#deadlineMs = now + options.timeouts.totalMs;
    this.#answerDeadlineMs = now + options.timeouts.answerMs;
    this.result = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  start(): this {
    const { request, timeouts, watchdog } = this.#options;
    watchdog.add(this);
    request.pool.dispatch(
      {
        path: request.path,
        method: request.method ?? "POST",
        headers: request.headers,
        body: request.body,
        headersTimeout: timeouts.headersMs,
        bodyTimeout: timeouts.idleMs,
      },
      this,
    );
    return this;
  }

  pause(): void {
    this.#controller?.pause();
  }

  resume(): void {
    this.#controller?.resume();
  }

  /** Ends the call at once, wherever it stands. */
  stop(failure: UpstreamFailure): void {
    if (this.#isOver) return;
    this.#stop = new UpstreamStop(failure);
    // Before there is a connection nothing can be aborted; onRequestStart does it if one comes about.
    this.#controller?.abort(this.#stop);
    this.#fail(failure);
  }

  onTick(nowMs: number): void {
    if (nowMs > this.#deadlineMs) this.stop({ outcome: "timeout", message: "total time exceeded" });
    else if (nowMs > this.#answerDeadlineMs && this.#consumer?.hasBegun !== true)
      this.stop({ outcome: "timeout", message: "no answer in time" });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#stop !== null) controller.abort(this.#stop);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: UpstreamHeaders,
  ): void {
    if (status < 200) return;
    const head = {
      status,
      contentType: first(headers["content-type"]).toLowerCase(),
      retryAfter: status < 400 ? null : readRetryAfter(headers, status),
      contentEncoding: first(headers["content-encoding"]),
    };
    this.#head = head;
    if (head.contentEncoding !== "" && head.contentEncoding !== "identity") {
      this.stop({
        outcome: "invalid_response",
        message: `content-encoding ${head.contentEncoding.slice(0, 20)}`,
      });
      return;
    }
    const { openStream, openDownload } = this.#options;
    if (status >= 300) return;
    if (openDownload !== undefined) this.#consumer = openDownload(this, status, headers);
    else if (openStream === null) return;
    else if (head.contentType.startsWith("text/event-stream")) this.#consumer = openStream(this);
    else if (head.contentType.startsWith("application/vnd.amazon.eventstream"))
      this.#consumer = new AwsEventStream(this, openStream(this));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return;
    if (this.#consumer === null) this.#collect(chunk);
    else this.#consumer.onChunk(chunk);
  }

  #collect(chunk: Buffer): void {
    this.#size += chunk.length;
    const isSuccess = this.#head !== null && this.#head.status < 300;
    if (this.#size > (isSuccess ? (this.#options.answerBytesMax ?? ANSWER_BYTES_MAX) : ERROR_BYTES_MAX)) {
      this.stop({ outcome: "invalid_response", message: "the answer is too large" });
      return;
    }
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#isOver) return;
    this.#end();
    if (this.#consumer === null) this.#answer();
    else this.#consumer.onEnd();
  }

  #answer(): void {
    const [only] = this.#chunks;
    const body = only !== undefined && this.#chunks.length === 1 ? only : Buffer.concat(this.#chunks);
    if (this.#head === null) this.#report({ outcome: "invalid_response", message: "no status" });
    else this.#resolve({ kind: "answer", head: this.#head, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, thrown: Error): void {
    const failure = failureOf(thrown, this.#controller !== null);
    const isCut = failure.outcome === "network_error" && this.#head !== null;
    this.#fail(isCut ? { ...failure, outcome: "truncated" } : failure);
  }

  #fail(failure: UpstreamFailure): void {
    if (this.#isOver) return;
    this.#end();
    this.#report(failure);
  }

  #report(failure: UpstreamFailure): void {
    if (this.#consumer !== null) this.#consumer.onFailure(failure);
    else this.#resolve({ kind: "failure", failure, head: this.#head });
  }

  #end(): void {
    this.#isOver = true;
    this.#options.watchdog.delete(this);
  }
}

function first(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? "";
}
