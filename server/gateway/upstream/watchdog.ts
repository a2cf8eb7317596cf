/** Something that wants to look at the time now and then. */
export interface Watched {
  onTick(nowMs: number): void;
}

const TICK_MS = 250;

/** One coarse timer for all calls and streams, instead of several timers for each. Runs only while it watches something. */
export class Watchdog {
  readonly #watched = new Set<Watched>();
  readonly #tickMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(tickMs = TICK_MS) {
    this.#tickMs = tickMs;
  }

  add(watched: Watched): void {
    this.#watched.add(watched);
    this.#timer ??= setInterval(() => this.#tick(), this.#tickMs);
  }

  delete(watched: Watched): void {
    this.#watched.delete(watched);
    if (this.#watched.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    const now = performance.now();
    for (const watched of this.#watched) watched.onTick(now);
  }
}
