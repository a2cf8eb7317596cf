import { Readable } from "node:stream";
import { type AppError, toAppError } from "@/server/core/errors";
import type { UpstreamFailure } from "../upstream/outcome";
import type { Watched } from "../upstream/watchdog";

/** A body on its way to a provider: read no faster than it is taken, and given up when nothing moves for too long. */
export class Upload implements Watched {
  /** Why the client's side ended too soon. */
  error: AppError | null = null;
  readonly body: Readable;
  #movedMs = performance.now();
  #isSent = false;

  constructor(
    pieces: AsyncIterable<Buffer>,
    readonly idleMs: number,
    /** Ends the call that carries it. */
    readonly stop: (failure: UpstreamFailure) => void,
  ) {
    this.body = Readable.from(this.#watched(pieces), { objectMode: false });
    // Told to whoever made the call; nobody listens once that is over.
    this.body.on("error", () => {});
  }

  onTick(nowMs: number): void {
    if (!this.#isSent && nowMs - this.#movedMs > this.idleMs)
      this.stop({ outcome: "timeout", message: "the upload stands still" });
  }

  async *#watched(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    try {
      for await (const piece of pieces) {
        this.#movedMs = performance.now();
        yield piece;
        this.#movedMs = performance.now();
      }
      this.#isSent = true;
    } catch (thrown) {
      this.error = toAppError(thrown);
      throw thrown;
    }
  }
}
