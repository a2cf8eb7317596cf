import { Random } from "../routing/random";
import { type Market, MODELS, TASKS } from "./market";

/** How end users of one organisation take what they get; NPS/10. The same numbers as `bench/routing/world.ts`. */
export class EndUsers {
  readonly #level: number;
  readonly #offsets: readonly number[];
  readonly #mix: readonly number[];

  constructor(
    private readonly market: Market,
    taste: number,
  ) {
    const random = new Random(taste * 104_729 + 5);
    this.#level = random.normal(0.06);
    const ofModel = MODELS.map(() => random.normal(0.02));
    this.#offsets = TASKS.flatMap(() => MODELS.map((_, m) => (ofModel[m] ?? 0) + random.normal(0.02)));
    const weights = random.dirichlet(TASKS.length, 1.5);
    this.#mix = weights;
  }

  /** What a session is about. */
  taskOf(random: Random): number {
    let rest = random.uniform();
    for (const [task, share] of this.#mix.entries()) {
      rest -= share;
      if (rest < 0) return task;
    }
    return TASKS.length - 1;
  }

  /** Satisfaction with answers of this quality. */
  satisfaction(quality: number, task: number, model: number): number {
    return 0.25 + 0.7 * quality + this.#level + (this.#offsets[task * MODELS.length + model] ?? 0);
  }

  /** The same, free of noise: what a model is worth to these users. */
  expected(task: number, model: number): number {
    return this.satisfaction(this.market.quality(task, model), task, model);
  }
}

/** A score from 0 to 10, and whether it is given at all: unhappy and delighted users answer more often. */
export function scoreOf(satisfaction: number, answerRate: number, random: Random): number | null {
  const score = Math.min(10, Math.max(0, Math.round(10 * satisfaction + random.normal(2.2))));
  const isGiven = random.uniform() < answerRate * (1 + (0.5 * Math.abs(score - 7)) / 5);
  return isGiven ? score : null;
}
