import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lambdaOf } from "@/server/contracts/objective";
import { seededRandom } from "@/server/core/seeded-random";
import { chooseCandidate } from "./choose-candidate";
import { drawArm, staysWith } from "./draw-arm";
import { expectedUsd, type LearnedState, learnedPlan } from "./learned-plan";
import type { StatisticsRow } from "./learner/learner-types";
import { fitOwnPart } from "./learner/own-part";
import { OwnReader } from "./learner/own-reader";
import { type Price, steadyPrice } from "./learner/price";
import { pickArm } from "./learner/thompson";
import { BENCHMARK_PRIOR } from "./prior/benchmark-prior";
import type { RouteCandidate, RouteSpec } from "./routing-types";

const candidate = (model: string, position = 0): RouteCandidate => ({
  id: `cand_${model}`,
  provider: "sandbox",
  model,
  position,
  weight: 1,
  isEnabled: true,
});
const two = [candidate("thinker"), candidate("genius", 1)];

/** Scores of NPS as a project's rows: how many sessions, and their mean from 0 to 1. */
const scores = (model: string, n: number, mean: number, category = "qa"): StatisticsRow => ({
  category,
  model: `sandbox/${model}`,
  signal: "nps",
  n,
  s: n * mean,
});

function ownOf(rows: readonly StatisticsRow[]): OwnReader {
  const tenant = { tenantId: "p", groupId: "o", tier: "paid" as const, isReadOnly: false, rows };
  const [project] = fitOwnPart([tenant], null, BENCHMARK_PRIOR);
  if (project === undefined) throw new Error("no project");
  return new OwnReader({ ...project, costs: [] });
}

const stateOf = (rows: readonly StatisticsRow[], more: Partial<LearnedState> = {}): LearnedState => ({
  snapshotId: "lsn_1",
  shared: null,
  own: rows.length === 0 ? null : ownOf(rows),
  prior: BENCHMARK_PRIOR,
  explorationMax: 0.2,
  usualUsd: () => 0,
  ...more,
});

const planOf = (rows: readonly StatisticsRow[], more: Partial<LearnedState> = {}, costWeight = 0) =>
  learnedPlan(two, { category: "qa", price: steadyPrice(lambdaOf(costWeight)), state: stateOf(rows, more) });

const share = (plan: ReturnType<typeof planOf>, model: string) =>
  plan.arms.find((arm) => arm.candidate.model === model)?.propensity ?? 0;

describe("what the learner thinks of a route", () => {
  it("begins with the benchmark and says so", () => {
    const plan = planOf([]);
    expect(plan.arms[plan.best]?.candidate.model).toBe("genius");
    expect(plan.facts[plan.best]).toMatchObject({ phase: "day0", usedSharedPoolPrior: false });
    expect(plan.facts[plan.best]?.confidence).toBeLessThanOrEqual(0.6);
    expect(share(plan, "thinker")).toBeGreaterThan(0.05);
    expect(share(plan, "thinker")).toBeLessThanOrEqual(0.2 + 1e-9);
  });

  it("follows thirty answers that contradict the benchmark, and is in the phase of NPS then", () => {
    const plan = planOf([scores("thinker", 30, 0.95), scores("genius", 30, 0.3)]);
    expect(share(plan, "thinker")).toBeGreaterThan(0.99);
    const facts = plan.facts[plan.best];
    expect(facts?.phase).toBe("nps");
    expect(facts?.weights.session).toBeGreaterThan(0.5);
    expect(facts?.evidence.samples).toBe(30);
    expect(facts?.confidence).toBeGreaterThan(0.7);
  });

  it("carries what was learned of a model in one category over to others, but less", () => {
    const rows = [scores("thinker", 60, 0.95, "code"), scores("genius", 60, 0.3, "code")];
    const [code, qa] = ["code", "qa"].map((category) =>
      learnedPlan(two, { category, price: steadyPrice(1), state: stateOf(rows) }),
    );
    const gap = (plan: typeof code) =>
      (plan?.arms[0]?.posterior.mean ?? 0) - (plan?.arms[1]?.posterior.mean ?? 0);
    expect(gap(qa)).toBeGreaterThan(gap(planOf([])));
    expect(gap(qa)).toBeLessThan(gap(code));
  });

  it("prefers the cheaper of equals as far as the objective asks for it", () => {
    const usd = { usualUsd: ({ model }: RouteCandidate) => (model === "genius" ? 0.02 : 0.001) };
    const even = [scores("thinker", 40, 0.8), scores("genius", 40, 0.84)];
    expect(share(planOf(even, usd, 0), "genius")).toBeGreaterThan(0.5);
    expect(share(planOf(even, usd, 1), "genius")).toBeLessThan(0.05);
  });

  it("takes a model without a price for as dear as the others", () => {
    const usd = { usualUsd: ({ model }: RouteCandidate) => (model === "genius" ? 0.02 : null) };
    expect(planOf([], usd, 1).arms.map((arm) => arm.usd)).toEqual([0.02, 0.02]);
  });

  it("gives probabilities that add up to one and never explores more than it may", () => {
    const model = fc.constantFrom("quick", "balanced", "genius", "thinker");
    const row = fc.record({
      model,
      n: fc.integer({ min: 1, max: 400 }),
      mean: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const all = ["quick", "balanced", "genius", "thinker"].map(candidate);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), fc.constantFrom(0.1, 0.2), (rows, explorationMax) => {
        const state = stateOf(
          rows.map((one) => scores(one.model, one.n, one.mean)),
          { explorationMax },
        );
        const { arms, best } = learnedPlan(all, { category: "qa", price: steadyPrice(lambdaOf(0.5)), state });
        expect(arms.reduce((sum, arm) => sum + arm.propensity, 0)).toBeCloseTo(1, 9);
        expect(1 - (arms[best]?.propensity ?? 0)).toBeLessThanOrEqual(explorationMax + 1e-9);
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});

describe("users who like a model of which nothing is published better than known ones", () => {
  /** 400 sessions, a third of them scored: how many of the last hundred the model gets that users like best for the money. */
  function bestOfLastHundred(seed: number): number {
    const random = seededRandom(`users ${seed}`);
    const liking: Record<string, number> = { "gpt-4o-mini": 7, "gpt-4o": 7.5, "gpt-5": 8.4 };
    const usd: Record<string, number> = { "gpt-4o-mini": 0.0002, "gpt-4o": 0.005, "gpt-5": 0.0068 };
    const routed = Object.keys(liking).map((model) => ({ ...candidate(model), provider: "openai" }));
    const usualUsd = ({ model }: RouteCandidate) => usd[model] ?? null;
    const rows = new Map<string, StatisticsRow>();
    let chosenBest = 0;
    for (let session = 0; session < 400; session++) {
      const { arms } = learnedPlan(routed, {
        ...{ category: "qa", price: steadyPrice(lambdaOf(0.5)) },
        state: stateOf([...rows.values()], { usualUsd }),
      });
      const model =
        routed[
          pickArm(
            arms.map(({ propensity }) => propensity),
            random.next(),
          )
        ]?.model ?? "";
      if (session >= 300 && model === "gpt-5") chosenBest++;
      if (random.next() > 0.36) continue;
      const said = Math.min(
        10,
        Math.max(0, Math.round((liking[model] ?? 0) + 3 * (random.next() + random.next() - 1))),
      );
      const row = rows.get(model) ?? { ...scores(model, 0, 0), model: `openai/${model}` };
      rows.set(model, { ...row, n: row.n + 1, s: row.s + said / 10 });
    }
    return chosenBest;
  }

  it("are followed within some hundred sessions, by an organisation that learns alone", () => {
    const found = Array.from({ length: 8 }, (_, seed) => bestOfLastHundred(seed)).filter(
      (count) => count > 50,
    );
    expect(found.length).toBeGreaterThanOrEqual(7);
  }, 120_000);
});

describe("a model that is new", () => {
  it("is so until it has been scored often enough in all kinds of tasks together", () => {
    const own = ownOf([
      scores("thinker", 200, 0.8, "code"),
      scores("thinker", 150, 0.8),
      scores("genius", 9, 1),
    ]);
    expect(Math.round(own.evaluated("sandbox/thinker"))).toBe(350);
    expect(own.evaluated("sandbox/quick")).toBe(0);
  });
});

describe("a price between two", () => {
  const dear = { usualUsd: ({ model }: RouteCandidate) => (model === "genius" ? 0.02 : 0.001) };
  const state = stateOf([], dear);
  const at = (price: Price) => learnedPlan(two, { category: "qa", price, state });
  const price: Price = { low: 0.05, high: 1_000, highShare: 0.25 };

  it("mixes what is chosen at either, calls both best, and names what a dollar weighs", () => {
    const [low, high, mixed] = [at(steadyPrice(price.low)), at(steadyPrice(price.high)), at(price)];
    expect(low.best).not.toBe(high.best);
    for (const [index, { propensity }] of mixed.arms.entries())
      expect(propensity).toBeCloseTo(
        0.75 * (low.arms[index]?.propensity ?? 0) + 0.25 * (high.arms[index]?.propensity ?? 0),
        9,
      );
    expect([...mixed.bests].sort()).toEqual([0, 1]);
    expect(mixed.facts[0]?.explorationRate).toBeLessThan(1e-9);
    expect(mixed.facts[0]?.evidence.lambda).toBeCloseTo(0.75 * 0.05 + 0.25 * 1_000, 9);
  });

  it("costs what it is expected to cost", () => {
    const costs = expectedUsd(two, { category: "qa", state });
    const mixed = at(price).arms.reduce((sum, { propensity, usd }) => sum + propensity * (usd ?? 0), 0);
    expect(0.75 * (costs?.at(price.low) ?? 0) + 0.25 * (costs?.at(price.high) ?? 0)).toBeCloseTo(mixed, 9);
    expect(costs?.cheapest).toBe(0.001);
    expect(expectedUsd(two, { category: "qa", state: stateOf([], { usualUsd: () => null }) })).toBeNull();
  });
});

describe("a feedback-driven decision", () => {
  const route: RouteSpec = {
    id: "rt_1",
    slug: "auto",
    strategy: "feedback_driven",
    costWeight: 0,
    pinnedCandidateId: null,
    candidates: two,
  };
  const rows = [scores("thinker", 12, 0.8), scores("genius", 12, 0.8)];
  const evenState = stateOf(rows);
  const choose = (sessionId: string, more: Partial<Parameters<typeof chooseCandidate>[0]> = {}) =>
    chooseCandidate({
      route,
      sessionId,
      affinity: true,
      random: 0.5,
      learned: (usable) => learnedPlan(usable, { category: "qa", price: steadyPrice(1), state: evenState }),
      ...more,
    });

  it("is one that keeps to the route's bounds, unless somebody has pinned another", () => {
    const liked = stateOf([scores("thinker", 200, 0.5), scores("genius", 200, 0.9)]);
    const learned = (usable: readonly RouteCandidate[]) =>
      learnedPlan(usable, { category: "qa", price: steadyPrice(1), state: liked });
    const latencyMs = new Map([["cand_genius", 4_000]]);
    const fast = choose("s", { learned, latencyMs, bounds: { qualityMin: null, latencyMaxMs: 1_000 } });
    expect(fast.order.map(({ model }) => model)).toEqual(["thinker"]);
    expect(fast.filtered).toMatchObject([{ model: "genius", reason: "above_latency_max" }]);
    const good = choose("s", { learned, bounds: { qualityMin: 7, latencyMaxMs: null } });
    expect(good.filtered).toMatchObject([{ model: "thinker", reason: "below_quality_min" }]);
    expect(good).toMatchObject({ propensity: 1, order: [{ model: "genius" }] });
    const pinned = { ...route, pinnedCandidateId: "cand_thinker" };
    expect(
      choose("s", { learned, route: pinned, bounds: { qualityMin: 7, latencyMaxMs: null } }),
    ).toMatchObject({ reason: "pinned", filtered: [], order: [{ model: "thinker" }, { model: "genius" }] });
  });

  it("is drawn as often as its propensity says, and the same for a session in every process", () => {
    const plan = learnedPlan(two, { category: "qa", price: steadyPrice(1), state: stateOf(rows) });
    const drawn = Array.from({ length: 4_000 }, (_, n) => choose(`session-${n}`));
    for (const arm of plan.arms) {
      const won = drawn.filter(({ order }) => order[0]?.id === arm.candidate.id);
      expect(won.length / drawn.length).toBeCloseTo(arm.propensity, 1);
      expect(won.every(({ propensity }) => propensity === arm.propensity)).toBe(true);
    }
    expect(choose("session-7").order[0]?.id).toBe(choose("session-7").order[0]?.id);
    expect(new Set(drawn.map(({ reason }) => reason))).toEqual(
      new Set(["learned_best", "learned_exploration"]),
    );
  });

  it("keeps a session on its model unless another is better by more than changing costs", () => {
    const better = (mean: number) => [scores("thinker", 40, mean), scores("genius", 40, 0.6)];
    const kept = { id: "cand_genius", propensity: 0.11 };
    const learned = (mean: number) => (usable: readonly RouteCandidate[]) =>
      learnedPlan(usable, { category: "qa", price: steadyPrice(1), state: stateOf(better(mean)) });
    expect(choose("s", { kept, learned: learned(0.61) })).toMatchObject({
      reason: "session_kept",
      propensity: 0.11,
      order: [{ id: "cand_genius" }, { id: "cand_thinker" }],
    });
    expect(choose("s", { kept, learned: learned(0.95) }).order[0]?.id).toBe("cand_thinker");
    expect(choose("s", { kept, learned: learned(0.61), affinity: false }).reason).not.toBe("session_kept");
  });

  it("loses nothing of what it says when only one candidate can be used", () => {
    const unavailable = new Map([["cand_genius", "model_not_allowed" as const]]);
    const decision = choose("s", { unavailable });
    expect(decision).toMatchObject({ reason: "only_candidate", propensity: 1 });
    expect(decision.learned?.snapshotId).toBe("lsn_1");
  });

  it("moves few sessions when a candidate goes: only its own", () => {
    const all = ["quick", "thinker", "genius"].map(candidate);
    const even = all.map(({ model }) => scores(model, 30, 0.7));
    const state = stateOf(even, { explorationMax: 1 });
    const whole = learnedPlan(all, { category: "qa", price: steadyPrice(1), state });
    const less = learnedPlan(all.slice(1), { category: "qa", price: steadyPrice(1), state });
    const idOf = (plan: typeof whole, n: number) => plan.arms[drawArm(plan, `s${n}`)]?.candidate.id;
    const moved = Array.from({ length: 600 }, (_, n) => n).filter(
      (n) => idOf(whole, n) !== "cand_quick" && idOf(whole, n) !== idOf(less, n),
    );
    expect(moved.length).toBeLessThan(30);
    expect(staysWith(whole, -1)).toBe(false);
  });
});
