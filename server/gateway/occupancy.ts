import { type GatewayResponse, type GatewayStream, isStream } from "./types";

const LOOK_EVERY_MS = 50;

/** Counts the answers that are under way, streams until their last byte, so that a stop can wait for them. */
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
