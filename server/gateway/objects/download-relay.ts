import type { StreamEnding } from "../stream/stream-relay";
import type { GatewayStream, StreamSink } from "../types";
import type { UpstreamFailure } from "../upstream/outcome";
import type { StreamConsumer, StreamSource } from "../upstream/upstream-call";

const QUEUE_HIGH_BYTES = 256 * 1024;

/**
 * Carries a download from the provider to the client, whatever is in it. The provider is paused while the client does
 * not keep up; the last piece waits for `settle`.
 */
export class DownloadRelay implements StreamConsumer, GatewayStream {
  /** A download is an answer from its first byte on. */
  readonly hasBegun = true;
  readonly #source: StreamSource;
  #queue: Buffer[] = [];
  #queuedBytes = 0;
  #isPaused = false;
  #ending: StreamEnding | null = null;
  #wake: () => void = () => {};
  /** What must be durable before the last byte leaves. */
  settle: (ending: StreamEnding) => Promise<void> = async () => {};

  constructor(source: StreamSource) {
    this.#source = source;
  }

  onChunk(chunk: Buffer): void {
    this.#queue.push(chunk);
    this.#queuedBytes += chunk.length;
    if (this.#queuedBytes > QUEUE_HIGH_BYTES && !this.#isPaused) {
      this.#isPaused = true;
      this.#source.pause();
    }
    this.#wake();
  }

  onEnd(): void {
    this.#end({ kind: "done" });
  }

  onFailure(failure: UpstreamFailure): void {
    this.#end({ kind: "failed", failure });
  }

  clientGone(): void {
    this.#source.stop({ outcome: "client_closed", message: "the client left" });
  }

  async pipe(sink: StreamSink): Promise<void> {
    const ending = await this.#carry(sink);
    await this.settle(ending);
    for (const last of this.#queue) sink.write(last);
    if (ending.kind === "failed") throw new Error(`the download broke off: ${ending.failure.outcome}`);
  }

  /** Everything but the last piece; resolves when the provider has ended. */
  async #carry(sink: StreamSink): Promise<StreamEnding> {
    for (;;) {
      while (this.#queue.length > 1) await this.#writeFirst(sink);
      if (this.#ending !== null) return this.#ending;
      this.#goOn();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async #writeFirst(sink: StreamSink): Promise<void> {
    const chunk = this.#queue.shift();
    if (chunk === undefined) return;
    this.#queuedBytes -= chunk.length;
    if (!sink.write(chunk)) await sink.drained();
  }

  #goOn(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#source.resume();
  }

  #end(ending: StreamEnding): void {
    this.#ending ??= ending;
    this.#wake();
  }
}
