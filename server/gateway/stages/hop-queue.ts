import type { AttemptRecord } from "@/server/modules/ingest";
import { contextWindow } from "@/server/pricing/context-window";
import type { Breakers, Permit } from "../reliability/breakers";
import { HopGate } from "../reliability/hop-gate";
import type { RefusalKind } from "../upstream/judge-refusal";
import type { Hop } from "./plan-route";

export interface NextHop {
  hop: Hop;
  permit: Permit;
}

/** Why a hop was passed over. */
export type SkipReason = "breaker_open" | "cooling_down" | "window_too_small";

/** The hops of a plan, each handed out once, in order; those that would not help are passed over and noted. */
export class HopQueue {
  readonly #hops: readonly Hop[];
  readonly #gate: HopGate;
  readonly #note: (hop: Hop, reason: SkipReason) => void;
  #index = 0;
  #isUntried = true;
  #windowOver: number | null = null;
  #refusedBy: Hop | null = null;

  constructor(
    breakers: Breakers,
    hops: readonly Hop[],
    orgId: string,
    note: (hop: Hop, reason: SkipReason) => void,
  ) {
    this.#hops = hops;
    this.#gate = new HopGate(breakers, hops, orgId);
    this.#note = note;
  }

  /** The next hop to call; null when none is left. */
  next(): NextHop | null {
    for (;;) {
      const index = this.#index;
      const hop = this.#hops[index];
      if (hop === undefined) return null;
      this.#index += 1;
      if (this.#refusesToo(hop)) continue;
      if (this.#isTooSmall(hop)) {
        this.#note(hop, "window_too_small");
        continue;
      }
      const entry = this.#gate.enter(index, this.#isUntried);
      if (entry.kind === "blocked") {
        this.#note(hop, entry.reason);
        continue;
      }
      this.#isUntried = false;
      return { hop, permit: entry };
    }
  }

  /** Whether another hop would take a call now. */
  get hasNext(): boolean {
    return this.#hops.some(
      (hop, index) =>
        index >= this.#index && !this.#refusesToo(hop) && !this.#isTooSmall(hop) && this.#gate.isFree(index),
    );
  }

  /** Only hops that may judge a refused request otherwise follow; false when there is none. */
  narrow(refused: Hop, kind: RefusalKind): boolean {
    if (kind === "context_length") {
      const window = contextWindow(refused.provider.id, refused.model);
      this.#windowOver = Math.max(this.#windowOver ?? 0, window ?? 0);
    }
    this.#refusedBy = refused;
    return this.hasNext;
  }

  /** Another key of the model that refused. */
  #refusesToo(hop: Hop): boolean {
    const refused = this.#refusedBy;
    return refused !== null && refused.provider.id === hop.provider.id && refused.model === hop.model;
  }

  /** An unknown window may be larger: only the provider can tell. */
  #isTooSmall(hop: Hop): boolean {
    if (this.#windowOver === null) return false;
    const window = contextWindow(hop.provider.id, hop.model);
    return window !== null && window <= this.#windowOver;
  }
}

/** A hop that was passed over: no call was made. */
export function skippedAttempt(hop: Hop, atMs: number, reason: SkipReason): AttemptRecord {
  return {
    provider: hop.provider.id,
    model: hop.model,
    started_ms: Math.round(atMs),
    duration_ms: 0,
    status: null,
    outcome: reason,
    error: null,
  };
}
