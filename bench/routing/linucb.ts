import type { Signal } from "../../server/routing/learner/learner-types";
import type { Choice, Policy } from "./policies";
import type { Session, World } from "./world";

const RIDGE = 1;
const ALPHA = 0.3;

/** One model's linear reward over one-hot categories and tenants: the inverse of its normal matrix, kept up to date. */
class Arm {
  readonly #size: number;
  readonly #inverse: Float64Array;
  readonly #moments: Float64Array;
  readonly weights: Float64Array;

  constructor(size: number) {
    this.#size = size;
    this.#inverse = new Float64Array(size * size);
    for (let at = 0; at < size; at++) this.#inverse[at * size + at] = 1 / RIDGE;
    this.#moments = new Float64Array(size);
    this.weights = new Float64Array(size);
  }

  value([a, b]: readonly [number, number]): number {
    const spread = this.#at(a, a) + 2 * this.#at(a, b) + this.#at(b, b);
    return (this.weights[a] ?? 0) + (this.weights[b] ?? 0) + ALPHA * Math.sqrt(Math.max(0, spread));
  }

  /** Sherman and Morrison. */
  learn([a, b]: readonly [number, number], reward: number): void {
    const n = this.#size;
    const column = Float64Array.from({ length: n }, (_, row) => this.#at(row, a) + this.#at(row, b));
    const scale = 1 / (1 + (column[a] ?? 0) + (column[b] ?? 0));
    for (let row = 0; row < n; row++)
      for (let other = 0; other < n; other++)
        this.#inverse[row * n + other] =
          this.#at(row, other) - scale * (column[row] ?? 0) * (column[other] ?? 0);
    for (const place of [a, b]) this.#moments[place] = (this.#moments[place] ?? 0) + reward;
    for (let row = 0; row < n; row++) {
      let sum = 0;
      for (let other = 0; other < n; other++) sum += this.#at(row, other) * (this.#moments[other] ?? 0);
      this.weights[row] = sum;
    }
  }

  #at(row: number, column: number): number {
    return this.#inverse[row * this.#size + column] ?? 0;
  }
}

/** LinUCB on NPS alone, with category and tenant as features; the textbook contextual bandit. */
export class LinUcb implements Policy {
  readonly #world: World;
  readonly #arms: Arm[];

  constructor(world: World) {
    this.#world = world;
    const size = world.categories.length + world.tenants.length;
    this.#arms = world.models.map(() => new Arm(size));
  }

  choose(session: Session): Choice {
    const { categories, models, meanCost, config } = this.#world;
    const place = [session.assigned, categories.length + session.tenant] as const;
    let [best, top] = [0, Number.NEGATIVE_INFINITY];
    for (const [m, arm] of this.#arms.entries()) {
      const cost = meanCost[session.assigned * models.length + m] ?? 0;
      const value = arm.value(place) - config.lambda * cost;
      if (value > top) [best, top] = [m, value];
    }
    return { model: best, propensity: 1 };
  }

  learn(session: Session, m: number, signal: Signal, reward: number): void {
    if (signal !== "nps") return;
    this.#arms[m]?.learn([session.assigned, this.#world.categories.length + session.tenant], reward);
  }

  refit(): void {}
}
