/** One model that may be chosen. Utility is in NPS/10: expected reward less what it costs. */
export interface Arm {
  utility: number;
  /** Variance of the utility. */
  variance: number;
  /** How many evaluated sessions stand behind the model; few of them make it a newcomer. */
  evaluatedSessions: number;
}

export interface ThompsonConfig {
  /** Factor on the posterior's standard deviation: 1 is Thompson sampling as published, 0 is greedy. */
  temperature: number;
  /** A model whose utility is further below the best is not tried. */
  floor: number;
  /** Largest probability of all models but the best together. */
  explorationMax: number;
  newcomer: { sessions: number; variance: number; shareMax: number };
}

/** ROUTING section 6.4 and 6.6; once signals are levelled, wider draws only cost: see `bench/routing`. */
export const THOMPSON_CONFIG: ThompsonConfig = {
  temperature: 0.2,
  floor: 0.1,
  explorationMax: 0.2,
  newcomer: { sessions: 300, variance: 0.1 ** 2, shareMax: 0.03 },
};

/**
 * The probability with which Thompson sampling chooses each arm: the chance that its draw from a normal posterior is
 * the highest, integrated instead of sampled. Adds up to 1. Drawing from it once is a Thompson decision whose
 * propensity is known exactly. Empty for no arms.
 */
export function thompsonPropensities(
  arms: readonly Arm[],
  config: ThompsonConfig = THOMPSON_CONFIG,
): number[] {
  const best = bestArm(arms);
  if (best === -1) return [];
  const top = arms[best]?.utility ?? 0;
  const eligible = arms.flatMap((arm, index) => (arm.utility >= top - config.floor ? [index] : []));
  const draws = eligible.map((index) => drawOf(arms[index], config));
  const chances = chancesOfBest(draws);
  const propensities = arms.map(() => 0);
  for (const [place, index] of eligible.entries()) propensities[index] = chances[place] ?? 0;
  capNewcomers(arms, propensities, best, config);
  capExploration(propensities, best, config.explorationMax);
  return propensities;
}

/** The arm with the highest utility, the first of equals; -1 for none. */
export function bestArm(arms: readonly Arm[]): number {
  let best = -1;
  for (const [index, arm] of arms.entries())
    if (best === -1 || arm.utility > (arms[best]?.utility ?? 0)) best = index;
  return best;
}

/** Which arm a uniform number in [0, 1) falls on. */
export function pickArm(propensities: readonly number[], random: number): number {
  let rest = random;
  let last = -1;
  for (const [index, propensity] of propensities.entries()) {
    if (propensity <= 0) continue;
    last = index;
    rest -= propensity;
    if (rest < 0) return index;
  }
  return last;
}

interface Draw {
  mean: number;
  sd: number;
}

function drawOf(arm: Arm | undefined, { temperature, newcomer }: ThompsonConfig): Draw {
  if (arm === undefined) return { mean: 0, sd: 0 };
  const boost = newcomer.variance * Math.max(0, 1 - arm.evaluatedSessions / newcomer.sessions);
  return { mean: arm.utility, sd: Math.max(1e-9, temperature * Math.sqrt(arm.variance + boost)) };
}

/** Midpoints of equal steps over ±4 standard deviations, weighted by the normal density. */
const NODES = Array.from({ length: 40 }, (_, index) => -3.9 + 0.2 * index);
const DENSITIES = NODES.map((z) => Math.exp(-(z ** 2) / 2));

function chancesOfBest(draws: readonly Draw[]): number[] {
  if (draws.length === 1) return [1];
  const chances = draws.map(({ mean, sd }, own) => {
    let chance = 0;
    for (const [place, z] of NODES.entries()) {
      let product = DENSITIES[place] ?? 0;
      for (const [other, draw] of draws.entries()) {
        if (other !== own) product *= normalCdf((mean + sd * z - draw.mean) / draw.sd);
        if (product < 1e-12) break;
      }
      chance += product;
    }
    return chance;
  });
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  return chances.map((chance) => chance / total);
}

/** A newcomer is given a chance, not the traffic, until its own record makes it the best. */
function capNewcomers(
  arms: readonly Arm[],
  propensities: number[],
  best: number,
  { newcomer }: ThompsonConfig,
): void {
  for (const [index, arm] of arms.entries()) {
    const propensity = propensities[index] ?? 0;
    if (index === best || arm.evaluatedSessions >= newcomer.sessions) continue;
    if (propensity <= newcomer.shareMax) continue;
    propensities[index] = newcomer.shareMax;
    propensities[best] = (propensities[best] ?? 0) + propensity - newcomer.shareMax;
  }
}

function capExploration(propensities: number[], best: number, explorationMax: number): void {
  const explored = 1 - (propensities[best] ?? 0);
  if (explored <= explorationMax) return;
  const factor = explorationMax / explored;
  for (const [index, propensity] of propensities.entries())
    propensities[index] = index === best ? 1 - explorationMax : propensity * factor;
}

/** Abramowitz and Stegun 26.2.17: absolute error below 7.5e-8. */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = Math.exp(-(x ** 2) / 2) * 0.3989422804014327 * poly;
  return x >= 0 ? 1 - tail : tail;
}
