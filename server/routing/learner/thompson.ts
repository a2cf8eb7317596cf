/** One model that may be chosen. Utility is in NPS/10: expected reward less what it costs. */
export interface Arm {
  utility: number;
  /** Variance of the utility. */
  variance: number;
  /** How many evaluated sessions stand behind the model; few of them make it a newcomer. */
  evaluatedSessions: number;
  /** Nothing is published of the model: what is believed of it before it is tried is a guess. */
  isGuess: boolean;
}

export interface ThompsonConfig {
  /** Factor on the posterior's standard deviation: 1 is Thompson sampling as published, 0 is greedy. */
  temperature: number;
  /** A guess is drawn at temperature 1, and less and less so until it has been tested in so many evaluated sessions. */
  testSessions: number;
  /** A model whose utility is further below the best is not tried. */
  floor: number;
  /** Largest probability of all models but the best together. */
  explorationMax: number;
  newcomer: { sessions: number; variance: number; shareMax: number };
}

/** ROUTING section 6.4 and 6.6; once signals are levelled, wider draws only cost: see `bench/routing`. */
export const THOMPSON_CONFIG: ThompsonConfig = {
  temperature: 0.2,
  testSessions: 10,
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
  const draws = arms.map((arm) => drawOf(arm, arms, config));
  const eligible = draws.flatMap((draw, index) =>
    draw.mean + draw.leeway >= top - config.floor ? [{ index, draw }] : [],
  );
  const chances = chancesOfBest(eligible.map(({ draw }) => draw));
  const propensities = arms.map(() => 0);
  for (const [place, { index }] of eligible.entries()) propensities[index] = chances[place] ?? 0;
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
  /** How far below the floor it may be and still be tried: a guess is no reason to leave a model out for good. */
  leeway: number;
}

/** Being new is being new beside others: where nobody is established, the wide posteriors do the exploring. */
function hasEstablished(arms: readonly Arm[], { newcomer }: ThompsonConfig): boolean {
  return arms.some(({ evaluatedSessions }) => evaluatedSessions >= newcomer.sessions);
}

function drawOf(arm: Arm, arms: readonly Arm[], config: ThompsonConfig): Draw {
  const { evaluatedSessions: sessions, isGuess, utility, variance } = arm;
  const { temperature, newcomer, testSessions } = config;
  const newness = hasEstablished(arms, config) ? Math.max(0, 1 - sessions / newcomer.sessions) : 0;
  const untested = isGuess ? Math.max(0, 1 - sessions / testSessions) : 0;
  const factor = temperature + (1 - temperature) * untested;
  const sd = Math.max(1e-9, factor * Math.sqrt(variance + newcomer.variance * newness));
  return { mean: utility, sd, leeway: untested * sd };
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
  config: ThompsonConfig,
): void {
  if (!hasEstablished(arms, config)) return;
  const { newcomer } = config;
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
