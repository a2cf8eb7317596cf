import { type GatewayResponse, type GatewayStream, isStream } from "./types";

const LOOK_EVERY_MS = 50;

/** Counts the answers that are under way, streams until their last byte, and what follows them, so that a stop can wait. */
export class Occupancy {
  #running = 0;
  #isClosing = false;

  get isClosing(): boolean {
    return this.#isClosing;
  }

  async hold(work: Promise<GatewayResponse>): Promise<GatewayResponse> {
    this.#running += 1;
    let isHandedOver = false;
    try {
      const response = await work;
      if (!isStream(response.body)) return response;
      isHandedOver = true;
      return { ...response, body: this.#counted(response.body) };
    } finally {
      if (!isHandedOver) this.#running -= 1;
    }
  }

  /** Work that goes on when its answer is out, such as a verdict that is still to be noted. */
  afterwards(work: Promise<void>): void {
    this.#running += 1;
    const done = (): void => {
      this.#running -= 1;
    };
    work.then(done, done);
  }

  async close(graceMs: number): Promise<void> {
    this.#isClosing = true;
    const deadline = Date.now() + graceMs;
    while (this.#running > 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  #counted(stream: GatewayStream): GatewayStream {
    return {
      pipe: async (sink) => {
        try {
          await stream.pipe(sink);
        } finally {
          this.#running -= 1;
        }
      },
    };
  }
}
