import { LRUCache } from "lru-cache";
import { errorFields, log } from "@/server/core/logger";
import type { Bucket, Charge, LimitStore, Taken } from "./limit-store";
import { OwnShare } from "./own-share";

const RETRY_EVERY_MS = 500;
const LEVELS_MAX = 50_000;
/** Asked after by who wants to know whether the shared place answers; nothing is ever taken from it. */
const PROBE = { orgId: "floopy", limit: { name: "floopy:probe", perMinute: 1 } };

export interface FallbackOptions {
  /** How many processes share the limits, this one included. */
  processes: () => number;
  nowMs?: () => number;
}

/**
 * A shared store, and this process's own share of each limit while that one does not answer in time: requests go on,
 * and all processes together let through what a limit allows. Nobody waits for the shared store until it has answered a
 * question asked beside the requests; then it is charged with what was let through meanwhile.
 */
export class FallbackLimitStore implements LimitStore {
  readonly #shared: LimitStore;
  readonly #processes: () => number;
  readonly #nowMs: () => number;
  readonly #fullAtMs = new LRUCache<string, number>({ max: LEVELS_MAX });
  #share: OwnShare | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(shared: LimitStore, { processes, nowMs = () => performance.now() }: FallbackOptions) {
    this.#shared = shared;
    this.#processes = processes;
    this.#nowMs = nowMs;
  }

  take(orgId: string, charges: readonly Charge[]): Taken | Promise<Taken> {
    if (this.#share !== null) return this.#share.take(orgId, charges);
    const asked = this.#shared.take(orgId, charges);
    if (!(asked instanceof Promise)) return this.#noted(charges, asked);
    return asked.then(
      (taken) => this.#noted(charges, taken),
      (thrown: unknown) => this.#alone(thrown).take(orgId, charges),
    );
  }

  adjust(orgId: string, charges: readonly Charge[]): void | Promise<void> {
    if (this.#share !== null) return this.#share.adjust(orgId, charges);
    const asked = this.#shared.adjust(orgId, charges);
    if (asked instanceof Promise)
      return asked.catch((thrown: unknown) => this.#alone(thrown).adjust(orgId, charges));
  }

  peek(orgId: string, limits: readonly Bucket[]): readonly number[] | Promise<readonly number[]> {
    if (this.#share !== null) return this.#share.peek(orgId, limits);
    const asked = this.#shared.peek(orgId, limits);
    if (!(asked instanceof Promise)) return asked;
    return asked.catch((thrown: unknown) => this.#alone(thrown).peek(orgId, limits));
  }

  /** Asks the shared store whether it answers again, and goes back to it if so. */
  async tryAgain(): Promise<void> {
    const share = this.#share;
    if (share === null) return;
    try {
      await this.#shared.peek(PROBE.orgId, [PROBE.limit]);
    } catch {
      return;
    }
    if (this.#share !== share) return;
    // Charged once, whatever comes of it: an answer that was only lost must not lead to a second charge.
    const charged = share.debts().map(async ({ orgId, charges }) => this.#shared.adjust(orgId, charges));
    this.#share = null;
    this.close();
    log.info("rate limits are shared again");
    for (const result of await Promise.allSettled(charged))
      if (result.status === "rejected") log.warn("a rate limit was not settled", errorFields(result.reason));
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #alone(thrown: unknown): OwnShare {
    if (this.#share !== null) return this.#share;
    log.warn("rate limits are not shared now", errorFields(thrown));
    this.#share = new OwnShare({
      nowMs: this.#nowMs,
      processes: this.#processes,
      knownFullAtMs: (name) => this.#fullAtMs.get(name),
    });
    this.#timer ??= setInterval(() => void this.tryAgain(), RETRY_EVERY_MS).unref();
    return this.#share;
  }

  #noted(charges: readonly Charge[], taken: Taken): Taken {
    const nowMs = this.#nowMs();
    for (const [index, { limit }] of charges.entries())
      this.#fullAtMs.set(limit.name, nowMs + (taken.fullInMs[index] ?? 0));
    return taken;
  }
}
