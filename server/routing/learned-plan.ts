import { type ConfidenceReason, confidenceOf, type Phase, phaseOf } from "./learner/confidence";
import { LEARNER_CONFIG, type Prior } from "./learner/learner-types";
import type { OwnReader } from "./learner/own-reader";
import type { ExpectedUsd } from "./learner/pacing";
import { type Posterior, posteriorOf } from "./learner/posterior";
import { atPrice, meanLambda, type Price } from "./learner/price";
import type { SnapshotReader } from "./learner/snapshot";
import { type Arm, bestArm, THOMPSON_CONFIG, thompsonPropensities } from "./learner/thompson";
import type { RouteCandidate, ScoredCandidate } from "./routing-types";

/** What a decision rests on besides the route and the request; the same for many requests. */
export interface LearnedState {
  snapshotId: string | null;
  /** Null for an organisation that learns alone. */
  shared: SnapshotReader | null;
  own: OwnReader | null;
  prior: Prior;
  /** Largest share of sessions that may go to another model than the best. */
  explorationMax: number;
  /** What a usual request costs by the price list, USD; null where nobody knows. */
  usualUsd(candidate: RouteCandidate): number | null;
}

/** One candidate as the learner sees it. Rewards are in NPS/10. */
export interface LearnedArm {
  candidate: RouteCandidate;
  posterior: Posterior;
  /** Expected reward less the price that the route's objective puts on what it costs. */
  utility: number;
  usd: number | null;
  propensity: number;
  sharedShare: number;
}

/** What is published of one decision. */
export interface LearnedFacts {
  phase: Phase;
  weights: { session: number; auto: number; manual: number; benchmark: number };
  confidence: number;
  confidenceReason: ConfidenceReason;
  explorationRate: number;
  usedSharedPoolPrior: boolean;
  snapshotId: string | null;
  evidence: {
    samples: number;
    top2_score_gap: number | null;
    outcome_variance: number;
    /** What a dollar a request weighed, in NPS/10. */
    lambda: number;
  };
}

export interface LearnedPlan {
  arms: readonly LearnedArm[];
  best: number;
  /** The best at either price: one arm, or two where the price lies between two. */
  bests: readonly number[];
  /** Facts of a decision for each arm, in their order. */
  facts: readonly LearnedFacts[];
  /** The arms as they are recorded; made once, not for each request. */
  scored: readonly ScoredCandidate[];
}

/** Requests that the price list's guess counts as, beside what was really paid. ROUTING section 6.4. */
const PRICE_WEIGHT = 20;

/** What the learner thinks of all candidates for one category, and how likely each is to be chosen. Pure and exact. */
export function learnedPlan(
  candidates: readonly RouteCandidate[],
  { category, price, state }: { category: string; price: Price; state: LearnedState },
): LearnedPlan {
  const beliefs = believed(candidates, category, state);
  const lambda = meanLambda(price);
  const propensities = atPrice(price, (at) => propensitiesAt(beliefs, at, state));
  const arms = beliefs.map(({ evaluated: _evaluated, isGuess: _isGuess, ...belief }, index) => ({
    ...belief,
    utility: utilityAt(belief, lambda),
    propensity: propensities[index] ?? 0,
  }));
  const bestAt = (at: number): number => bestArm(armsAt(beliefs, at));
  const best = bestAt(lambda);
  const sides = price.highShare === 0 ? [price.low] : [price.low, price.high];
  const bests = [...new Set([best, ...sides.map(bestAt)])];
  return { arms, best, bests, facts: factsOf(arms, { bests, lambda, state }), scored: arms.map(scoredArm) };
}

/** What a request of a category is expected to cost at each price of quality, USD; null where no price is known. */
export function expectedUsd(
  candidates: readonly RouteCandidate[],
  { category, state }: { category: string; state: LearnedState },
): { at: ExpectedUsd; cheapest: number } | null {
  const beliefs = believed(candidates, category, state);
  const costs = beliefs.flatMap(({ usd }) => (usd === null ? [] : [usd]));
  if (costs.length === 0) return null;
  return {
    cheapest: Math.min(...costs),
    at: (lambda) =>
      propensitiesAt(beliefs, lambda, state).reduce(
        (sum, chance, index) => sum + chance * (beliefs[index]?.usd ?? 0),
        0,
      ),
  };
}

interface Believed extends Belief {
  candidate: RouteCandidate;
  usd: number | null;
}

function believed(candidates: readonly RouteCandidate[], category: string, state: LearnedState): Believed[] {
  const costs = costsOf(candidates, category, state);
  return candidates.map((candidate, index) => ({
    candidate,
    ...beliefOf(candidate, category, state),
    usd: costs[index] ?? null,
  }));
}

function utilityAt({ posterior, usd }: Pick<Believed, "posterior" | "usd">, lambda: number): number {
  return posterior.mean - lambda * (usd ?? 0);
}

function armsAt(beliefs: readonly Believed[], lambda: number): Arm[] {
  return beliefs.map((belief) => ({
    utility: utilityAt(belief, lambda),
    variance: belief.posterior.variance,
    evaluatedSessions: belief.evaluated,
    isGuess: belief.isGuess,
  }));
}

function propensitiesAt(beliefs: readonly Believed[], lambda: number, state: LearnedState): number[] {
  return thompsonPropensities(armsAt(beliefs, lambda), {
    ...THOMPSON_CONFIG,
    explorationMax: state.explorationMax,
  });
}

function scoredArm({ candidate, posterior, utility, propensity, sharedShare }: LearnedArm): ScoredCandidate {
  return {
    provider: candidate.provider,
    model: candidate.model,
    score: round(utility),
    quality: round(posterior.mean),
    propensity,
    shared_share: round(sharedShare),
    deviation: round(Math.sqrt(posterior.variance)),
    samples: Math.round(posterior.samples),
  };
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

interface Belief {
  posterior: Posterior;
  /** Nothing is published of the model: what is believed of it before it is tried is a guess. */
  isGuess: boolean;
  sharedShare: number;
  /** Sessions with a score that stand behind the model, of all kinds of tasks and all organisations. */
  evaluated: number;
}

function beliefOf(candidate: RouteCandidate, category: string, state: LearnedState): Belief {
  const { shared, own, prior } = state;
  const model = nameOf(candidate);
  const isKnown = prior.isKnown(model);
  const cell = own?.cell(category, model) ?? null;
  const pooled = shared?.evidence(category, model) ?? NOTHING_SHARED;
  const posterior = posteriorOf(
    prior.mean(category, model),
    { ...(cell?.shared ?? pooled), isKnown },
    cell?.own ?? own?.elsewhere(model) ?? NO_EVIDENCE,
    LEARNER_CONFIG,
  );
  const isPooled = cell === null ? pooled.npsPrecision + pooled.proxyPrecision > 0 : cell.isPooled;
  return {
    posterior,
    isGuess: !isKnown,
    sharedShare: isPooled ? posterior.sharedShare : 0,
    evaluated: (own?.evaluated(model) ?? 0) + (shared?.sessions(model) ?? 0),
  };
}

const NOTHING_SHARED = { theta: 0, npsPrecision: 0, proxyPrecision: 0, isKnown: false };
const NO_EVIDENCE = {
  modelOffset: 0,
  cellOffset: 0,
  n: { nps: 0, evaluation: 0, implicit: 0, rating: 0 },
};

/** Where neither list nor bills say what a model costs, it is taken for as dear as the others are on average. */
function costsOf(
  candidates: readonly RouteCandidate[],
  category: string,
  { own, usualUsd }: LearnedState,
): (number | null)[] {
  const known = candidates.map((candidate) => {
    const listed = usualUsd(candidate);
    const paid = own?.cost(category, nameOf(candidate)) ?? { requests: 0, usd: 0 };
    if (listed !== null) return (PRICE_WEIGHT * listed + paid.usd) / (PRICE_WEIGHT + paid.requests);
    return paid.requests > 0 ? paid.usd / paid.requests : null;
  });
  const values = known.filter((usd) => usd !== null);
  const usual = values.length === 0 ? null : values.reduce((sum, usd) => sum + usd, 0) / values.length;
  return known.map((usd) => usd ?? usual);
}

function factsOf(
  arms: readonly LearnedArm[],
  { bests, lambda, state }: { bests: readonly number[]; lambda: number; state: LearnedState },
): LearnedFacts[] {
  const utilities = arms.map(({ utility }) => utility).sort((a, b) => b - a);
  const [first, second] = utilities;
  const gap = first === undefined || second === undefined ? null : first - second;
  const answers = arms.reduce((sum, { posterior }) => sum + posterior.npsAnswers, 0);
  const chosenBest = bests.reduce((sum, index) => sum + (arms[index]?.propensity ?? 1), 0);
  const explorationRate = Math.max(0, 1 - chosenBest);
  return arms.map(({ posterior, sharedShare }) => {
    const phase = phaseOf(posterior, answers);
    const { value, reason } = confidenceOf({
      gap: gap ?? 0,
      samples: posterior.samples,
      variance: posterior.variance,
      phase,
      usesSharedPool: sharedShare > 0,
    });
    return {
      phase,
      weights: posterior.shares,
      confidence: value,
      confidenceReason: reason,
      explorationRate,
      usedSharedPoolPrior: sharedShare > 0,
      snapshotId: state.snapshotId,
      evidence: {
        samples: Math.round(posterior.samples),
        top2_score_gap: gap,
        outcome_variance: posterior.variance,
        lambda,
      },
    };
  });
}

/** A model's name in the learner: the same for every organisation. */
export function nameOf({ provider, model }: Pick<RouteCandidate, "provider" | "model">): string {
  return `${provider}/${model}`;
}
