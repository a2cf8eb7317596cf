import type { Signal } from "../../server/routing/learner/learner-types";
import { type Choice, type Policy, priorOf } from "./policies";
import type { Session, World } from "./world";

const ARMS = 4;
const DELTA = 0.05;
const SAMPLES_MIN = 10;
/** Standard deviation of one evaluation. */
const SD = 0.3;

interface Race {
  /** The models still compared, and the sums of their evaluations. */
  arms: { m: number; n: number; sum: number }[];
  winner: number | null;
}

/**
 * Best-arm identification for each tenant and task: its four best models by the benchmarks take turns until one of
 * them is better than every other beyond doubt; from then on that one serves.
 */
export class TrackAndStop implements Policy {
  readonly #world: World;
  readonly #races = new Map<number, Race>();

  constructor(world: World) {
    this.#world = world;
  }

  choose(session: Session): Choice {
    const race = this.#raceOf(session);
    if (race.winner !== null) return { model: race.winner, propensity: 1 };
    const next = race.arms.reduce((least, arm) => (arm.n < least.n ? arm : least));
    return { model: next.m, propensity: 1 };
  }

  learn(session: Session, m: number, signal: Signal, reward: number): void {
    if (signal !== "evaluation") return;
    const race = this.#raceOf(session);
    const arm = race.arms.find((one) => one.m === m);
    if (arm === undefined || race.winner !== null) return;
    arm.n += 1;
    arm.sum += reward;
    race.winner = this.#winnerOf(race, session.assigned);
  }

  refit(): void {}

  #winnerOf({ arms }: Race, category: number): number | null {
    if (arms.some(({ n }) => n < SAMPLES_MIN)) return null;
    const total = arms.reduce((sum, { n }) => sum + n, 0);
    const threshold = Math.log((1 + Math.log(total)) / DELTA);
    const value = (arm: Race["arms"][number]): number => arm.sum / arm.n - this.#price(category, arm.m);
    const best = arms.reduce((top, arm) => (value(arm) > value(top) ? arm : top));
    const isClear = arms.every((arm) => {
      if (arm === best) return true;
      const gap = value(best) - value(arm);
      return gap ** 2 / (2 * SD ** 2 * (1 / best.n + 1 / arm.n)) > threshold;
    });
    return isClear ? best.m : null;
  }

  #price(category: number, m: number): number {
    const { models, meanCost, config } = this.#world;
    return config.lambda * (meanCost[category * models.length + m] ?? 0);
  }

  #raceOf({ tenant, assigned }: Session): Race {
    const key = tenant * this.#world.categories.length + assigned;
    const known = this.#races.get(key);
    if (known !== undefined) return known;
    const prior = priorOf(this.#world);
    const name = this.#world.categories[assigned] ?? "";
    const expected = (m: number): number =>
      prior.mean(name, this.#world.models[m] ?? "") - this.#price(assigned, m);
    const arms = this.#world.models
      .map((_, m) => m)
      .sort((a, b) => expected(b) - expected(a))
      .slice(0, ARMS)
      .map((m) => ({ m, n: 0, sum: 0 }));
    const race = { arms, winner: null };
    this.#races.set(key, race);
    return race;
  }
}
