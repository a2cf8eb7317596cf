import { availableParallelism } from "node:os";
import { errorFields, log } from "@/server/core/logger";
import type { ScannedEndpoint, ScanPolicy } from "@/server/firewall";
import type { Presence } from "../../presence";
import type { ScreenedBytes } from "../screen-bytes";
import { packPolicy } from "./policy-parcel";
import { ScreenThread } from "./screen-thread";
import { ownBytes, type PackedScreening, unpackScreening } from "./screening-task";

export interface ScreenThreadsOptions {
  /** The built `screen-worker.ts`. */
  file: string;
  /** Shorter requests are looked through sooner where they are. */
  bytesMin?: number;
  threadsMax?: number;
  /** Beside those that are worked on. */
  waitingMax?: number;
  /** Bytes of requests that are worked on or wait. */
  heldBytesMax?: number;
  /** A thread that has not come one step further in that time never will. */
  stuckMs?: number;
  idleMs?: number;
}

interface Screening {
  bytes: Buffer;
  endpoint: ScannedEndpoint;
  policy: ScanPolicy;
}

/** A request from when it is handed over until it is answered. */
interface Held {
  screening: Screening;
  /** Null while it waits. */
  thread: ScreenThread | null;
  resolve(packed: PackedScreening | null): void;
  reject(error: unknown): void;
}

const DEFAULTS = {
  bytesMin: 16_384,
  waitingMax: 8,
  heldBytesMax: 33_554_432,
  stuckMs: 10_000,
  idleMs: 30_000,
} as const;
const THREADS_MAX = 4;
/** So many requests share a thread in turns, so that a hostile one does not keep the others waiting. */
const SHARED_BY = 4;
/** After threads could not be started. */
const RETRY_MS = 60_000;

/** Threads that look through large requests. None is there before the first such request, nor long after the last. */
export class ScreenThreads {
  readonly #options: Required<ScreenThreadsOptions>;
  readonly #threads = new Set<ScreenThread>();
  readonly #held = new Map<number, Held>();
  #heldBytes = 0;
  #nextId = 0;
  #restsUntilMs = 0;
  #isClosed = false;
  #watch: NodeJS.Timeout | null = null;
  #idle: NodeJS.Timeout | null = null;

  constructor(options: ScreenThreadsOptions) {
    const threadsMax = Math.max(1, Math.min(THREADS_MAX, availableParallelism() - 1));
    this.#options = { ...DEFAULTS, threadsMax, ...options };
  }

  /**
   * Null where the request is to be looked through where it is: it is short, or no thread can take it. Rejects where a
   * thread has begun and failed, as the same text could bring down this one, and where the client has left.
   */
  async screen(screening: Screening, presence: Presence): Promise<ScreenedBytes | null> {
    const { length } = screening.bytes;
    if (length < this.#options.bytesMin || !this.#hasRoom(length)) return null;
    const id = this.#nextId++;
    const leave = (): void => this.#cancel(id);
    presence.listen(leave);
    this.#heldBytes += length;
    try {
      const packed = await new Promise<PackedScreening | null>((resolve, reject) => {
        this.#held.set(id, { screening, thread: null, resolve, reject });
        this.#distribute();
      });
      return packed === null ? null : await unpackScreening(packed);
    } finally {
      presence.unlisten(leave);
      this.#heldBytes -= length;
      this.#held.delete(id);
      if (this.#held.size === 0) this.#becomeIdle();
    }
  }

  /** Ends the threads, whatever they still do: who calls this has waited for requests as long as is to be waited. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#giveBackWaiting();
    if (this.#idle !== null) clearTimeout(this.#idle);
    await this.#endThreads();
  }

  #hasRoom(length: number): boolean {
    const { threadsMax, heldBytesMax, waitingMax } = this.#options;
    return (
      !this.#isClosed &&
      performance.now() >= this.#restsUntilMs &&
      this.#held.size < threadsMax * SHARED_BY + waitingMax &&
      this.#heldBytes + length <= heldBytesMax
    );
  }

  /** Gives what waits to threads, the least busy first. */
  #distribute(): void {
    for (const [id, held] of this.#held) {
      if (held.thread !== null) continue;
      const thread = this.#freeThread();
      if (thread === null) return;
      const { bytes, endpoint, policy } = held.screening;
      const task = { bytes: ownBytes(bytes), endpoint, modes: policy.modes, policy: packPolicy(policy) };
      held.thread = thread;
      thread.ask(id, task, held);
    }
    this.#watch ??= setInterval(() => this.#endStuck(), this.#options.stuckMs).unref();
  }

  #freeThread(): ScreenThread | null {
    const [least] = [...this.#threads].sort((a, b) => a.load - b.load);
    if (least !== undefined && least.load === 0) return least;
    if (this.#threads.size < this.#options.threadsMax) return this.#started();
    return least !== undefined && least.load < SHARED_BY ? least : null;
  }

  #started(): ScreenThread {
    const thread = new ScreenThread(this.#options.file, {
      onFree: () => this.#distribute(),
      onEnd: (error, notBegun) => this.#ended(thread, error, notBegun),
    });
    this.#threads.add(thread);
    return thread;
  }

  #ended(thread: ScreenThread, error: Error, notBegun: readonly number[]): void {
    for (const id of notBegun) this.#held.get(id)?.resolve(null);
    // Those that are ended on purpose are no longer among them.
    if (!this.#threads.delete(thread)) return;
    log.error("a thread of the firewall ended", errorFields(error));
    if (notBegun.length > 0) this.#rest();
    this.#distribute();
  }

  /** Threads cannot be started: nobody waits for one, and for a while none is asked. */
  #rest(): void {
    this.#restsUntilMs = performance.now() + RETRY_MS;
    this.#giveBackWaiting();
  }

  #giveBackWaiting(): void {
    for (const { thread, resolve } of this.#held.values()) if (thread === null) resolve(null);
  }

  #cancel(id: number): void {
    const held = this.#held.get(id);
    if (held?.thread === null) held.reject(new Error("the client left"));
    else held?.thread.cancel(id);
  }

  #endStuck(): void {
    for (const thread of this.#threads)
      if (thread.isStuck()) void thread.end(new Error("a thread of the firewall came no further"));
  }

  #becomeIdle(): void {
    if (this.#watch !== null) clearInterval(this.#watch);
    this.#watch = null;
    if (this.#idle !== null || this.#isClosed) return;
    this.#idle = setTimeout(() => {
      this.#idle = null;
      if (this.#held.size === 0) void this.#endThreads();
    }, this.#options.idleMs).unref();
  }

  async #endThreads(): Promise<void> {
    const threads = [...this.#threads];
    this.#threads.clear();
    await Promise.all(threads.map((thread) => thread.end(new Error("the firewall's threads were ended"))));
  }
}
