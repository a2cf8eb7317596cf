import type { Hop } from "../stages/plan-route";
import type { Breakers, Permit } from "./breakers";
import type { Blocked } from "./circuit";

/** Provider, model and provider key. A key belongs to one provider of one organisation; without one both are named. */
export function circuitName(hop: Pick<Hop, "provider" | "model" | "connection">, orgId: string): string {
  return `${hop.connection?.id ?? `${orgId} ${hop.provider.id}`}\n${hop.model}`;
}

/**
 * Which hops of a plan are called. A blocked one is passed over while another can be asked; when all are blocked, the
 * one that is free soonest is called all the same: a breaker never turns a bad chance into none.
 */
export class HopGate {
  readonly #breakers: Breakers;
  readonly #names: readonly string[];
  readonly #lastResort: number | null;

  constructor(breakers: Breakers, hops: readonly Hop[], orgId: string) {
    this.#breakers = breakers;
    this.#names = hops.map((hop) => circuitName(hop, orgId));
    this.#lastResort = this.#soonest();
  }

  /** `isUntried`: no hop before this one was called. */
  enter(index: number, isUntried: boolean): Permit | Blocked {
    const name = this.#names[index] ?? "";
    const isLast = index === this.#names.length - 1;
    const mustCall = index === this.#lastResort || (isLast && isUntried);
    return (mustCall ? null : this.#breakers.blocked(name)) ?? this.#breakers.enter(name);
  }

  /** Whether the hop would be called now without being a last resort. Changes nothing. */
  isFree(index: number): boolean {
    return this.#breakers.blocked(this.#names[index] ?? "") === null;
  }

  /** The hop to call when none is free; null while one is. */
  #soonest(): number | null {
    let best: { index: number; untilMs: number } | null = null;
    for (const [index, name] of this.#names.entries()) {
      const blocked = this.#breakers.blocked(name);
      if (blocked === null) return null;
      if (best === null || blocked.untilMs < best.untilMs) best = { index, untilMs: blocked.untilMs };
    }
    return best?.index ?? null;
  }
}
