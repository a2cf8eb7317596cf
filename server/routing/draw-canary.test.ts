import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseCandidate } from "./choose-candidate";
import type { ChooseInput, RouteCandidate, RouteSpec, RoutingStrategy } from "./routing-types";

const live = (id: string, position: number): RouteCandidate => ({
  ...{ id, provider: "p", model: id, position, weight: position + 1, isEnabled: true },
});
const CANARY: RouteCandidate = {
  ...live("new", 5),
  ...{ stage: "canary", canaryPercent: 20, trialId: "trl_1" },
};
const LIVE = [live("a", 0), live("b", 1)];

function route(over: Partial<RouteSpec> = {}, canary: Partial<RouteCandidate> = {}): RouteSpec {
  return {
    ...{ id: "rt", slug: "auto", strategy: "weighted", costWeight: 0.5, pinnedCandidateId: null },
    candidates: [...LIVE, { ...CANARY, ...canary }],
    ...over,
  };
}
const choose = (spec: RouteSpec, sessionId: string, over: Partial<ChooseInput> = {}) =>
  chooseCandidate({ route: spec, sessionId, affinity: true, random: 0.5, ...over });
const SESSIONS = Array.from({ length: 4_000 }, (_, n) => `session ${n}`);
const drawnOf = (percent: number): Set<string> =>
  new Set(SESSIONS.filter((id) => choose(route({}, { canaryPercent: percent }), id).reason === "canary"));

describe("a canary", () => {
  it("answers its share of the sessions, each of them always", () => {
    expect(drawnOf(20).size / SESSIONS.length).toBeCloseTo(0.2, 1);
    expect(drawnOf(20)).toEqual(drawnOf(20));
  });

  it("keeps its sessions when its share grows", () => {
    const [few, more, most] = [drawnOf(5), drawnOf(25), drawnOf(50)];
    for (const id of few) expect(more.has(id)).toBe(true);
    for (const id of more) expect(most.has(id)).toBe(true);
    expect(few.size).toBeLessThan(more.size);
  });

  it("leaves the others to the live models as if it were not there", () => {
    const without = route({ candidates: LIVE });
    for (const id of SESSIONS.slice(0, 200)) {
      const [decision, plain] = [choose(route(), id), choose(without, id)];
      if (decision.reason === "canary") expect(decision.order.slice(1)).toEqual(plain.order);
      else expect([decision.order, decision.reason]).toEqual([plain.order, plain.reason]);
      expect(decision.canary).toEqual({ trialId: "trl_1", percent: 20 });
      expect(plain.canary).toBeNull();
    }
  });

  it("has propensities that add up to 1 with the live ones, and says its own", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 50 }), (sessionId, canaryPercent) => {
        const { candidates, order, propensity } = choose(route({}, { canaryPercent }), sessionId);
        expect(candidates.reduce((sum, row) => sum + row.propensity, 0)).toBeCloseTo(1, 9);
        expect(candidates.find(({ model }) => model === order[0]?.model)?.propensity).toBeCloseTo(
          propensity ?? -1,
          9,
        );
      }),
    );
  });

  it.each<[string, Partial<RouteSpec>, Partial<ChooseInput>]>([
    ["the route is pinned", { pinnedCandidateId: "b" }, {}],
    ["its strategy is a pin", { strategy: "pinned" as RoutingStrategy }, {}],
    ["the caller asks for the pinned model", {}, { mode: "pinned" }],
  ])("takes no sessions while %s", (_when, over, asked) => {
    for (const id of SESSIONS.slice(0, 100)) {
      const decision = choose(route(over), id, asked);
      expect(decision.order.map((row) => row.id)).not.toContain("new");
      expect(decision.filtered).toEqual([{ provider: "p", model: "new", reason: "canary_paused" }]);
    }
  });

  it.each<[string, Partial<RouteCandidate>, Partial<ChooseInput>, string]>([
    ["is switched off", { isEnabled: false }, {}, "disabled"],
    ["has no phase under way", { trialId: null }, {}, "canary_paused"],
    [
      "cannot be called",
      {},
      { unavailable: new Map([["new", "provider_not_connected" as const]]) },
      "provider_not_connected",
    ],
  ])("takes no sessions while it %s", (_when, canary, asked, reason) => {
    for (const id of SESSIONS.slice(0, 100)) {
      const decision = choose(route({}, canary), id, asked);
      expect(decision.order).toHaveLength(2);
      expect(decision.filtered).toEqual([{ provider: "p", model: "new", reason }]);
    }
  });
});

describe("a shadow", () => {
  it("answers nobody, under any strategy, not even where nobody else can", () => {
    const shadow: Partial<RouteCandidate> = { stage: "shadow", canaryPercent: null };
    for (const strategy of ["weighted", "fallback", "round_robin", "latency_based", "pinned"] as const) {
      for (const id of SESSIONS.slice(0, 50)) {
        const decision = choose(route({ strategy }, shadow), id);
        expect(decision.order.map((row) => row.id)).not.toContain("new");
        expect(decision.filtered).toContainEqual({ provider: "p", model: "new", reason: "in_shadow" });
      }
    }
    const alone = choose(route({ candidates: [{ ...CANARY, ...shadow }] }), "s");
    expect(alone.order).toEqual([]);
  });
});
