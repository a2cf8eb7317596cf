import { constrain } from "./constrain";
import { drawArm, staysWith } from "./draw-arm";
import { canaryOf, withCanary } from "./draw-canary";
import type { LearnedFacts, LearnedPlan } from "./learned-plan";
import { pickArm } from "./learner/thompson";
import { outOfBounds } from "./route-bounds";
import type {
  ChooseInput,
  FilteredCandidate,
  FilterReason,
  RouteCandidate,
  RouteSpec,
  RoutingDecision,
  RoutingReason,
  ScoredCandidate,
} from "./routing-types";
import { unitHash } from "./unit-hash";

interface Choice {
  winner: RouteCandidate;
  reason: RoutingReason;
  /** Probability by candidate id; what is missing is 0. */
  propensity: ReadonlyMap<string, number>;
  score: (candidate: RouteCandidate) => number;
  learned?: LearnedChoice;
}

interface LearnedChoice {
  plan: LearnedPlan;
  facts: LearnedFacts | null;
  /** Of the choice that was made: a session that keeps its model keeps its propensity. */
  propensity: number;
}

/**
 * Which candidate of a route answers a request, and which follow should it fail. Pure: the same input gives the
 * same decision, so that any decision can be replayed from its record.
 */
export function chooseCandidate(input: ChooseInput): RoutingDecision {
  const decision = chooseLive(input);
  const canary = canaryOf(input);
  return canary === null || decision.order.length === 0 ? decision : withCanary(decision, canary, input);
}

/** Among the live ones. */
function chooseLive(input: ChooseInput): RoutingDecision {
  const { route } = input;
  const ranked = [...route.candidates].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const reasons = new Map(ranked.map((candidate) => [candidate.id, filterReason(candidate, input)]));
  const able = ranked.filter((candidate) => reasons.get(candidate.id) === null);
  for (const [id, reason] of constraintReasons(able, input)) reasons.set(id, reason);
  const allowed = able.filter((candidate) => reasons.get(candidate.id) === null);
  for (const [id, reason] of boundReasons(allowed, input)) reasons.set(id, reason);
  const usable = allowed.filter((candidate) => reasons.get(candidate.id) === null);
  const filtered = ranked.flatMap((candidate) => toFiltered(candidate, reasons.get(candidate.id) ?? null));
  const free = choose(usable, input);
  const choice = free && belowThreshold(free, usable, input) ? keepToBaseline(free, usable) : free;
  if (!choice) {
    return {
      order: [],
      strategy: route.strategy,
      phase: "day0",
      reason: "position",
      propensity: null,
      candidates: [],
      filtered,
      learned: null,
      canary: null,
    };
  }
  const { learned } = choice;
  return {
    order: [choice.winner, ...fallbacks(usable, choice)],
    strategy: route.strategy,
    phase: learned?.facts?.phase ?? "day0",
    reason: choice.reason,
    propensity: learned?.propensity ?? choice.propensity.get(choice.winner.id) ?? 0,
    candidates: learned ? learned.plan.scored : usable.map((candidate) => scored(candidate, choice)),
    filtered,
    learned: learned?.facts ?? null,
    canary: null,
  };
}

function scored(candidate: RouteCandidate, choice: Choice): ScoredCandidate {
  const { id, provider, model } = candidate;
  return { provider, model, score: choice.score(candidate), propensity: choice.propensity.get(id) ?? 0 };
}

/** Constraints bind a route that chooses by itself, not the order or the pin that a person has set. */
function constraintReasons(
  able: readonly RouteCandidate[],
  { route, mode, constraints }: ChooseInput,
): Map<string, FilterReason> {
  const isSet = route.strategy === "pinned" || route.strategy === "fallback" || mode === "pinned";
  if (constraints == null || isSet || route.pinnedCandidateId !== null) return new Map();
  return constrain(able, constraints);
}

/** Bounds are of what is learned: without it, or with a pin, there is nothing to hold a model against. */
function boundReasons(
  allowed: readonly RouteCandidate[],
  { route, mode, bounds, learned, latencyMs }: ChooseInput,
): Map<string, FilterReason> {
  const isFree =
    route.strategy === "feedback_driven" && route.pinnedCandidateId === null && mode !== "pinned";
  const isBound = bounds !== undefined && (bounds.qualityMin !== null || bounds.latencyMaxMs !== null);
  if (!isFree || !isBound || learned === undefined || allowed.length < 2) return new Map();
  return outOfBounds(allowed, bounds, { arms: learned(allowed).arms, latencyMs });
}

function filterReason(candidate: RouteCandidate, input: ChooseInput): FilterReason | null {
  if (!candidate.isEnabled) return "disabled";
  const unavailable = input.unavailable?.get(candidate.id);
  if (unavailable) return unavailable;
  if (candidate.stage === "shadow") return "in_shadow";
  if (candidate.stage === "canary") return "canary_paused";
  return isWeighted(input.route) && !(weightOf(candidate) > 0) ? "zero_weight" : null;
}

function toFiltered(candidate: RouteCandidate, reason: FilterReason | null): FilteredCandidate[] {
  return reason === null ? [] : [{ provider: candidate.provider, model: candidate.model, reason }];
}

/** A weight of zero takes a candidate out; for a feedback-driven route weights decide only where nothing is learned. */
const isWeighted = (route: RouteSpec): boolean =>
  route.strategy === "weighted" || route.strategy === "feedback_driven";

function choose(usable: readonly RouteCandidate[], input: ChooseInput): Choice | null {
  const first = usable[0];
  if (!first) return null;
  const { route } = input;
  const pinned = usable.find((candidate) => candidate.id === route.pinnedCandidateId);
  if (route.strategy === "pinned" || input.mode === "pinned" || route.pinnedCandidateId !== null)
    return certain(pinned ?? first, pinned ? "pinned" : "pin_unavailable");
  if (route.strategy === "feedback_driven" && input.learned)
    return byLearning(usable, first, input, input.learned(usable));
  if (usable.length === 1) return certain(first, "only_candidate");
  switch (route.strategy) {
    case "fallback":
      return certain(first, "position");
    case "round_robin":
      return roundRobin(usable, first, input);
    case "latency_based":
      return byLatency(usable, first, input);
    case "weighted":
    case "feedback_driven":
      return byWeight(usable, first, input);
  }
}

function certain(winner: RouteCandidate, reason: RoutingReason): Choice {
  return {
    winner,
    reason,
    propensity: new Map([[winner.id, 1]]),
    score: (candidate) => (candidate.id === winner.id ? 1 : 0),
  };
}

function roundRobin(usable: readonly RouteCandidate[], first: RouteCandidate, input: ChooseInput): Choice {
  const turn = Math.abs(Math.trunc(input.counter ?? 0)) % usable.length;
  const share = 1 / usable.length;
  return {
    winner: usable[turn] ?? first,
    reason: "round_robin",
    propensity: new Map(usable.map((candidate) => [candidate.id, share])),
    score: () => share,
  };
}

/** Candidates without a measurement go first, in order, so that each gets one. */
function byLatency(usable: readonly RouteCandidate[], first: RouteCandidate, input: ChooseInput): Choice {
  const latency = (candidate: RouteCandidate): number => input.latencyMs?.get(candidate.id) ?? 0;
  const winner = usable.reduce(
    (best, candidate) => (latency(candidate) < latency(best) ? candidate : best),
    first,
  );
  return { ...certain(winner, "lowest_latency"), score: (candidate) => 1 / (1 + latency(candidate) / 1_000) };
}

function byWeight(usable: readonly RouteCandidate[], first: RouteCandidate, input: ChooseInput): Choice {
  const total = usable.reduce((sum, candidate) => sum + weightOf(candidate), 0);
  const propensity = new Map(usable.map((candidate) => [candidate.id, weightOf(candidate) / total]));
  // Hashing instead of remembering keeps a session on its candidate in every process and after a restart.
  const draw = input.affinity ? unitHash(`${input.route.id}\n${input.sessionId}`) : input.random;
  let rest = draw * total;
  let winner = usable.at(-1) ?? first;
  for (const candidate of usable) {
    rest -= weightOf(candidate);
    if (rest < 0) {
      winner = candidate;
      break;
    }
  }
  return {
    winner,
    reason: input.affinity ? "weighted_session" : "weighted_request",
    propensity,
    score: (candidate) => propensity.get(candidate.id) ?? 0,
  };
}

function byLearning(
  usable: readonly RouteCandidate[],
  first: RouteCandidate,
  { route, sessionId, affinity, random, kept }: ChooseInput,
  plan: LearnedPlan,
): Choice {
  const { arms, bests } = plan;
  const held = kept && affinity ? arms.findIndex(({ candidate }) => candidate.id === kept.id) : -1;
  const isKept = held !== -1 && staysWith(plan, held);
  const drawn = affinity
    ? drawArm(plan, `${route.id}\n${sessionId}`)
    : pickArm(
        arms.map(({ propensity }) => propensity),
        random,
      );
  const chosen = isKept ? held : drawn;
  const arm = arms[chosen];
  const utility = new Map(arms.map((one) => [one.candidate.id, one.utility]));
  const fresh = bests.includes(chosen) ? "learned_best" : "learned_exploration";
  return {
    winner: arm?.candidate ?? first,
    reason: usable.length === 1 ? "only_candidate" : isKept ? "session_kept" : fresh,
    propensity: NO_PROPENSITIES,
    score: (candidate) => utility.get(candidate.id) ?? 0,
    learned: {
      plan,
      facts: plan.facts[chosen] ?? null,
      propensity: isKept && kept ? kept.propensity : (arm?.propensity ?? 0),
    },
  };
}

/** Whether another model than the first was preferred with less confidence than the organisation asks for. */
function belowThreshold(choice: Choice, [first]: readonly RouteCandidate[], input: ChooseInput): boolean {
  const threshold = input.constraints?.limits.confidence_threshold ?? null;
  const facts = choice.learned?.facts ?? null;
  return threshold !== null && facts !== null && facts.confidence < threshold && choice.winner !== first;
}

/** The others stay as fallbacks. */
function keepToBaseline(choice: Choice, [first]: readonly RouteCandidate[]): Choice {
  const { learned } = choice;
  if (first === undefined || learned === undefined) return choice;
  const { arms, facts, scored } = learned.plan;
  const isFirst = ({ provider, model }: ScoredCandidate): boolean =>
    provider === first.provider && model === first.model;
  const certainly = scored.map((row) => ({ ...row, propensity: isFirst(row) ? 1 : 0 }));
  return {
    ...choice,
    winner: first,
    reason: "below_confidence_threshold",
    learned: {
      plan: { ...learned.plan, scored: certainly },
      facts: facts[arms.findIndex(({ candidate }) => candidate.id === first.id)] ?? null,
      propensity: 1,
    },
  };
}

const NO_PROPENSITIES: ReadonlyMap<string, number> = new Map();

/** Finite and bounded, so that a sum of weights is always a usable number. */
function weightOf(candidate: RouteCandidate): number {
  return Number.isFinite(candidate.weight) ? Math.min(Math.max(candidate.weight, 0), 1e9) : 0;
}

/** The likeliest first, the customer's order among equals; another provider before a second model of the failed one. */
function fallbacks(usable: readonly RouteCandidate[], choice: Choice): RouteCandidate[] {
  const rest = usable.filter((candidate) => candidate.id !== choice.winner.id);
  const isSameProvider = (candidate: RouteCandidate): number =>
    Number(candidate.provider === choice.winner.provider);
  if (choice.reason === "position" || choice.reason === "pinned" || choice.reason === "pin_unavailable")
    return rest;
  return rest.sort((a, b) => isSameProvider(a) - isSameProvider(b) || choice.score(b) - choice.score(a));
}
