import { Worker } from "node:worker_threads";
import type { Order, PackedScreening, Report, ScreeningTask, ThreadData } from "./screening-task";

/** Of one thread; ten megabytes of small values need some 400. */
const HEAP_MB = 1_024;

export interface Awaited {
  resolve(packed: PackedScreening): void;
  reject(error: unknown): void;
}

export interface ThreadEvents {
  /** It has answered or been started: it can take more. */
  onFree(): void;
  /** It is gone. What it had begun is rejected by now; the rest is handed back, as nobody has looked at it yet. */
  onEnd(error: Error, notBegun: readonly number[]): void;
}

/** One thread, and what it has been asked. */
export class ScreenThread {
  readonly #worker: Worker;
  readonly #steps = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #asked = new Map<number, Awaited>();
  readonly #events: ThreadEvents;
  #isReady = false;
  #hasEnded = false;
  #stepsBefore = -1;

  constructor(file: string, events: ThreadEvents) {
    const workerData: ThreadData = { steps: this.#steps.buffer };
    this.#events = events;
    this.#worker = new Worker(file, { workerData, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    this.#worker.on("message", (report: Report) => this.#take(report));
    this.#worker.on("error", (thrown) =>
      this.#end(thrown instanceof Error ? thrown : new Error(String(thrown))),
    );
    this.#worker.on("exit", (code) => this.#end(new Error(`a thread of the firewall ended with ${code}`)));
  }

  get load(): number {
    return this.#asked.size;
  }

  ask(id: number, task: ScreeningTask, awaited: Awaited): void {
    this.#asked.set(id, awaited);
    this.#stepsBefore = -1;
    this.#worker.ref();
    this.#post({ kind: "screen", id, task }, [task.bytes.buffer]);
  }

  cancel(id: number): void {
    if (this.#asked.has(id)) this.#post({ kind: "cancel", id });
  }

  /** Called now and then: whether it has work and has not come one step further since the last time. */
  isStuck(): boolean {
    const steps = Atomics.load(this.#steps, 0);
    const isStuck = this.#isReady && this.load > 0 && steps === this.#stepsBefore;
    this.#stepsBefore = steps;
    return isStuck;
  }

  /** Whatever it does. */
  async end(error: Error): Promise<void> {
    this.#end(error);
    await this.#worker.terminate();
  }

  #post(order: Order, moved: ArrayBuffer[] = []): void {
    this.#worker.postMessage(order, moved);
  }

  #take(report: Report): void {
    if (report.kind === "ready") this.#isReady = true;
    else {
      const awaited = this.#asked.get(report.id);
      this.#asked.delete(report.id);
      if (report.kind === "screened") awaited?.resolve(report.packed);
      else awaited?.reject(report.error);
    }
    // A thread without work keeps no process alive.
    if (this.load === 0) this.#worker.unref();
    this.#events.onFree();
  }

  #end(error: Error): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const asked = [...this.#asked];
    this.#asked.clear();
    if (this.#isReady) for (const [, { reject }] of asked) reject(error);
    this.#events.onEnd(error, this.#isReady ? [] : asked.map(([id]) => id));
  }
}
