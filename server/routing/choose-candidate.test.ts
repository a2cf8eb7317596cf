import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseCandidate } from "./choose-candidate";
import type { ChooseInput, FilterReason, RouteCandidate, RouteSpec, RoutingStrategy } from "./routing-types";
import { unitHash } from "./unit-hash";

const candidate = (id: string, more: Partial<RouteCandidate> = {}): RouteCandidate => ({
  id,
  provider: `provider-${id}`,
  model: `model-${id}`,
  position: id.charCodeAt(0),
  weight: 1,
  isEnabled: true,
  ...more,
});
const route = (
  strategy: RoutingStrategy,
  candidates: RouteCandidate[],
  more: Partial<RouteSpec> = {},
): RouteSpec => ({
  id: "route_1",
  slug: "auto",
  strategy,
  costWeight: 0.5,
  pinnedCandidateId: null,
  candidates,
  ...more,
});
const choose = (spec: RouteSpec, more: Partial<ChooseInput> = {}) =>
  chooseCandidate({ route: spec, sessionId: "s1", affinity: true, random: 0.5, ...more });
const ids = (order: readonly RouteCandidate[]): string[] => order.map((entry) => entry.id);
const abc = [candidate("a"), candidate("b"), candidate("c")];

describe("chooseCandidate", () => {
  it("tries candidates in the customer's order under fallback, whatever order they are stored in", () => {
    const decision = choose(route("fallback", [...abc].reverse()));
    expect(ids(decision.order)).toEqual(["a", "b", "c"]);
    expect(decision).toMatchObject({
      reason: "position",
      propensity: 1,
      phase: "day0",
      strategy: "fallback",
    });
  });

  it("serves the pinned candidate, and says so when the pin cannot be used", () => {
    const pinned = route("pinned", abc, { pinnedCandidateId: "b" });
    expect(ids(choose(pinned).order)).toEqual(["b", "a", "c"]);
    const without = choose(pinned, { unavailable: new Map([["b", "provider_not_connected"]]) });
    expect(ids(without.order)).toEqual(["a", "c"]);
    expect(without.reason).toBe("pin_unavailable");
    expect(choose(route("weighted", abc, { pinnedCandidateId: "c" }), { mode: "pinned" }).reason).toBe(
      "pinned",
    );
  });

  it("goes round under round robin", () => {
    const spec = route("round_robin", abc);
    const winners = [0, 1, 2, 3].map((counter) => choose(spec, { counter }).order[0]?.id);
    expect(winners).toEqual(["a", "b", "c", "a"]);
  });

  it("picks the fastest, and a candidate without a measurement before all others", () => {
    const spec = route("latency_based", abc);
    const all = new Map([
      ["a", 900],
      ["b", 200],
      ["c", 400],
    ]);
    expect(ids(choose(spec, { latencyMs: all }).order)).toEqual(["b", "c", "a"]);
    expect(
      choose(spec, {
        latencyMs: new Map([
          ["a", 900],
          ["b", 200],
        ]),
      }).order[0]?.id,
    ).toBe("c");
  });

  it("pain 16: switching the model within a session loses the prompt cache. It keeps a session on its candidate whatever is drawn, and follows the draw without affinity", () => {
    const spec = route("weighted", abc);
    const kept = [0, 0.4, 0.99].map((random) => choose(spec, { random }).order[0]?.id);
    expect(new Set(kept).size).toBe(1);
    const drawn = [0, 0.4, 0.99].map((random) => choose(spec, { random, affinity: false }).order[0]?.id);
    expect(drawn).toEqual(["a", "b", "c"]);
  });

  it("gives candidates their share of the sessions", () => {
    const spec = route("weighted", [candidate("a", { weight: 3 }), candidate("b")]);
    const sessions = Array.from({ length: 4_000 }, (_, index) =>
      choose(spec, { sessionId: `session-${index}` }),
    );
    const share = sessions.filter((decision) => decision.order[0]?.id === "a").length / sessions.length;
    expect(share).toBeGreaterThan(0.72);
    expect(share).toBeLessThan(0.78);
    expect(
      sessions.every(({ order, propensity }) => propensity === (order[0]?.id === "a" ? 0.75 : 0.25)),
    ).toBe(true);
  });

  it("names the reason for every candidate that was left out", () => {
    const spec = route("weighted", [
      candidate("a", { isEnabled: false }),
      candidate("b", { weight: 0 }),
      candidate("c"),
      candidate("d"),
    ]);
    const decision = choose(spec, {
      unavailable: new Map<string, FilterReason>([["d", "model_not_allowed"]]),
    });
    expect(ids(decision.order)).toEqual(["c"]);
    expect(decision.reason).toBe("only_candidate");
    expect(decision.filtered.map(({ model, reason }) => [model, reason])).toEqual([
      ["model-a", "disabled"],
      ["model-b", "zero_weight"],
      ["model-d", "model_not_allowed"],
    ]);
  });

  it("falls back to another provider before a second model of the same one", () => {
    const spec = route("round_robin", [
      candidate("a", { provider: "x" }),
      candidate("b", { provider: "x" }),
      candidate("c", { provider: "y" }),
    ]);
    expect(ids(choose(spec, { counter: 0 }).order)).toEqual(["a", "c", "b"]);
  });

  it("has an empty order and no propensity when nothing can be used", () => {
    expect(choose(route("weighted", []))).toMatchObject({ order: [], propensity: null, candidates: [] });
  });
});

describe("any decision", () => {
  const strategy = fc.constantFrom<RoutingStrategy>(
    "feedback_driven",
    "fallback",
    "weighted",
    "round_robin",
    "latency_based",
    "pinned",
  );
  const weight = fc.oneof(
    fc.double({ min: 0, max: 1e12, noNaN: true }),
    fc.constantFrom(Number.NaN, -1, Number.POSITIVE_INFINITY),
  );
  const candidates = fc.array(
    fc.record({ position: fc.integer({ min: 0, max: 3 }), weight, isEnabled: fc.boolean() }),
    { maxLength: 6 },
  );
  const input = fc.record({
    strategy,
    candidates,
    sessionId: fc.string(),
    affinity: fc.boolean(),
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    counter: fc.integer({ min: 0 }),
    pinned: fc.constantFrom(null, "c0", "c1", "gone"),
  });
  const decide = (drawn: typeof input extends fc.Arbitrary<infer T> ? T : never) =>
    choose(
      route(
        drawn.strategy,
        drawn.candidates.map((more, index) => candidate(`c${index}`, more)),
        { pinnedCandidateId: drawn.pinned },
      ),
      { sessionId: drawn.sessionId, affinity: drawn.affinity, random: drawn.random, counter: drawn.counter },
    );

  it("orders each usable candidate once, leaves out none silently, and its propensities add up to one", () => {
    fc.assert(
      fc.property(input, (drawn) => {
        const decision = decide(drawn);
        expect(new Set(ids(decision.order)).size).toBe(decision.order.length);
        expect(decision.order.length + decision.filtered.length).toBe(drawn.candidates.length);
        const total = decision.candidates.reduce((sum, entry) => sum + entry.propensity, 0);
        if (decision.order.length > 0) {
          expect(total).toBeCloseTo(1, 9);
          expect(decision.propensity).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("can be replayed: the same input gives the same decision", () => {
    fc.assert(
      fc.property(input, (drawn) => {
        expect(decide(drawn)).toEqual(decide(drawn));
      }),
    );
  });
});

describe("unitHash", () => {
  it("is stable over releases, since sessions would change their model otherwise", () => {
    expect(Math.round(unitHash("floopy") * 1e6)).toMatchInlineSnapshot(`724128`);
  });

  it("spreads similar texts evenly", () => {
    const buckets = new Array<number>(10).fill(0);
    for (let index = 0; index < 10_000; index++) {
      const bucket = Math.floor(unitHash(`session-${index}`) * 10);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    expect(Math.min(...buckets)).toBeGreaterThan(880);
    expect(Math.max(...buckets)).toBeLessThan(1_120);
  });
});
