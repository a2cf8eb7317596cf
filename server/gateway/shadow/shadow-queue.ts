import { errorFields, log } from "@/server/core/logger";
import { Presence } from "../presence";
import type { ShadowTask } from "./shadow-task";

export interface ShadowQueueOptions {
  /** Makes one call. What it throws is logged. */
  send: (task: ShadowTask, presence: Presence) => Promise<void>;
  /** Calls at once, of all customers together and of one. */
  atOnce?: number;
  ofOneAtOnce?: number;
  /** What may wait, of all customers together and of one. */
  waitingMax?: number;
  ofOneWaitingMax?: number;
  bytesMax?: number;
  delayMs?: number;
}

const DEFAULTS = {
  ...{ atOnce: 8, ofOneAtOnce: 3, waitingMax: 200, ofOneWaitingMax: 50 },
  bytesMax: 32 * 1024 * 1024,
  /** The live answer has left by then. */
  delayMs: 100,
} as const;

const STOP_MS = 2_000;

/**
 * Requests that are to be asked of a shadow, once each. What does not fit is left out: nobody waits for it. Nothing that
 * happens here reaches the request that it was taken from.
 */
export class ShadowQueue {
  readonly #options: Required<ShadowQueueOptions>;
  #waiting: ShadowTask[] = [];
  #waitingBytes = 0;
  readonly #running = new Map<Promise<void>, { task: ShadowTask; presence: Presence }>();
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: ShadowQueueOptions) {
    this.#options = { ...DEFAULTS, ...options };
  }

  get size(): { waiting: number; running: number } {
    return { waiting: this.#waiting.length, running: this.#running.size };
  }

  /** Whether there was room. Never throws. */
  offer(task: ShadowTask): boolean {
    const { waitingMax, ofOneWaitingMax, bytesMax } = this.#options;
    if (this.#isClosed || this.#waiting.length >= waitingMax) return false;
    if (this.#waitingBytes + task.bytes.length > bytesMax) return false;
    if (this.#waiting.filter(({ orgId }) => orgId === task.orgId).length >= ofOneWaitingMax) return false;
    this.#waiting.push(task);
    this.#waitingBytes += task.bytes.length;
    this.#wake();
    return true;
  }

  /** Leaves what waits, calls off what runs, and waits a moment for it to be on record. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const { presence } of this.#running.values()) presence.leave();
    const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_MS).unref());
    await Promise.race([Promise.all(this.#running.keys()), late]);
  }

  #wake(): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#startAll();
    }, this.#options.delayMs);
    this.#timer.unref();
  }

  #startAll(): void {
    while (!this.#isClosed && this.#running.size < this.#options.atOnce) {
      const at = this.#waiting.findIndex(({ orgId }) => this.#runningOf(orgId) < this.#options.ofOneAtOnce);
      const [task] = at === -1 ? [] : this.#waiting.splice(at, 1);
      if (task === undefined) return;
      this.#waitingBytes -= task.bytes.length;
      this.#start(task);
    }
  }

  #start(task: ShadowTask): void {
    const presence = new Presence();
    const done = this.#options
      .send(task, presence)
      .catch((thrown: unknown) =>
        log.warn("a shadow was not asked", { orgId: task.orgId, ...errorFields(thrown) }),
      )
      .finally(() => {
        this.#running.delete(done);
        this.#startAll();
      });
    this.#running.set(done, { task, presence });
  }

  #runningOf(orgId: string): number {
    let count = 0;
    for (const { task } of this.#running.values()) if (task.orgId === orgId) count += 1;
    return count;
  }
}
