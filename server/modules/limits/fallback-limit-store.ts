import { errorFields, log } from "@/server/core/logger";
import type { Bucket, Charge, LimitStore, Taken } from "./limit-store";

const RETRY_AFTER_MS = 5_000;

/**
 * A shared store, and this process's own memory while that one is away: requests go on, and each process holds the
 * limit alone. After a failure nobody waits for the shared store for a moment.
 */
export class FallbackLimitStore implements LimitStore {
  readonly #shared: LimitStore;
  readonly #own: LimitStore;
  #awayUntilMs = 0;
  #isAway = false;

  constructor(shared: LimitStore, own: LimitStore) {
    this.#shared = shared;
    this.#own = own;
  }

  take(orgId: string, charges: readonly Charge[]): Taken | Promise<Taken> {
    return this.#either((store) => store.take(orgId, charges));
  }

  adjust(orgId: string, charges: readonly Charge[]): void | Promise<void> {
    return this.#either((store) => store.adjust(orgId, charges));
  }

  peek(orgId: string, limits: readonly Bucket[]): readonly number[] | Promise<readonly number[]> {
    return this.#either((store) => store.peek(orgId, limits));
  }

  #either<T>(ask: (store: LimitStore) => T | Promise<T>): T | Promise<T> {
    if (Date.now() < this.#awayUntilMs) return ask(this.#own);
    const answer = ask(this.#shared);
    return answer instanceof Promise ? this.#answered(answer, ask) : answer;
  }

  async #answered<T>(asked: Promise<T>, ask: (store: LimitStore) => T | Promise<T>): Promise<T> {
    try {
      const answer = await asked;
      if (this.#isAway) log.info("rate limits are shared again");
      this.#isAway = false;
      return answer;
    } catch (thrown) {
      if (!this.#isAway) log.warn("rate limits are not shared now", errorFields(thrown));
      this.#isAway = true;
      this.#awayUntilMs = Date.now() + RETRY_AFTER_MS;
      return ask(this.#own);
    }
  }
}
