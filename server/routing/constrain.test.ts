import { describe, expect, it } from "vitest";
import { type CandidateEvidence, Constraints } from "@/server/contracts/constraints";
import { chooseCandidate } from "./choose-candidate";
import { constrain } from "./constrain";
import type { RouteCandidate, RouteSpec } from "./routing-types";

const candidate = (model: string, position: number): RouteCandidate => ({
  id: model,
  provider: "p",
  model,
  position,
  weight: 1,
  isEnabled: true,
});
const BASE = candidate("base", 0);
const RIVAL = candidate("rival", 1);

function evidence(model: string, over: Partial<CandidateEvidence> = {}): CandidateEvidence {
  const window = { samples: 50, quality: 0.8, cost_micro_usd: 100 };
  return {
    project_id: "prj",
    provider: "p",
    model,
    samples: 50,
    variance: 0.05,
    rolling_24h: window,
    rolling_7d: window,
    ...over,
  };
}
const windows = (over: Partial<CandidateEvidence["rolling_7d"]>) => {
  const window = { samples: 50, quality: 0.8, cost_micro_usd: 100, ...over };
  return { rolling_24h: window, rolling_7d: window };
};

function reasonFor(limits: Partial<Constraints>, rival: CandidateEvidence | null): string | null {
  const rules = {
    limits: Constraints.parse(limits),
    evidence: [evidence("base"), ...(rival === null ? [] : [rival])],
  };
  return constrain([BASE, RIVAL], rules).get("rival") ?? null;
}

describe("constraints of the learner", () => {
  it("leave out a model that was rated worse, once enough scores say so", () => {
    const limits = { max_regression: { value: 0.05, window: "rolling_7d" } } as const;
    const reason = "constraint_max_regression";
    expect(reasonFor(limits, evidence("rival", windows({ quality: 0.7 })))).toBe(reason);
    expect(reasonFor(limits, evidence("rival", windows({ quality: 0.76 })))).toBeNull();
    expect(reasonFor(limits, evidence("rival", windows({ quality: 0.7, samples: 9 })))).toBeNull();
    expect(reasonFor(limits, evidence("rival", windows({ quality: null })))).toBeNull();
  });

  it("leave out a model whose outcomes vary too much", () => {
    const limits = { max_outcome_variance: 0.1 };
    const reason = "constraint_max_outcome_variance";
    expect(reasonFor(limits, evidence("rival", { variance: 0.2 }))).toBe(reason);
    expect(reasonFor(limits, evidence("rival", { variance: 0.1 }))).toBeNull();
    expect(reasonFor(limits, evidence("rival", { variance: 0.2, samples: 3 }))).toBeNull();
  });

  it("leave out a model that is too dear, or too cheap for how little is known of it", () => {
    const rise = { max_cost_increase: { value: 0.5, window: "rolling_24h" } } as const;
    const reason = "constraint_max_cost_increase";
    expect(reasonFor(rise, evidence("rival", windows({ cost_micro_usd: 151 })))).toBe(reason);
    expect(reasonFor(rise, evidence("rival", windows({ cost_micro_usd: 150 })))).toBeNull();
    expect(reasonFor(rise, evidence("rival", windows({ cost_micro_usd: null })))).toBeNull();
    const drop = { max_cost_drop_without_validation: 0.8 };
    const cheap = windows({ cost_micro_usd: 10 });
    expect(reasonFor(drop, evidence("rival", { ...cheap, samples: 29 }))).toBe(
      "constraint_max_cost_drop_without_validation",
    );
    expect(reasonFor(drop, evidence("rival", { ...cheap, samples: 30 }))).toBeNull();
  });

  it("leave out a model that was not tried enough, however many scores it has elsewhere", () => {
    expect(reasonFor({ min_samples_before_promotion: 51 }, evidence("rival"))).toBe(
      "constraint_min_samples_before_promotion",
    );
    expect(reasonFor({ min_samples_before_promotion: 50 }, evidence("rival"))).toBeNull();
    const reason = "constraint_require_shadow_before_live";
    const rules = {
      limits: Constraints.parse({ require_shadow_before_live: true }),
      evidence: [evidence("rival")],
    };
    expect(constrain([BASE, RIVAL], rules).get("rival")).toBe(reason);
    expect(constrain([BASE, { ...RIVAL, hasPassedShadow: true }], rules).get("rival")).toBeUndefined();
  });

  it("allow everything where nothing is set", () => {
    expect(
      reasonFor({}, evidence("rival", { variance: 1, ...windows({ quality: 0, cost_micro_usd: 1e9 }) })),
    ).toBeNull();
  });
});

describe("a route under constraints", () => {
  const rules = { limits: Constraints.parse({ min_samples_before_promotion: 1_000 }), evidence: [] };
  const route: RouteSpec = {
    id: "rt",
    slug: "auto",
    strategy: "weighted",
    costWeight: 0.5,
    pinnedCandidateId: null,
    candidates: [RIVAL, BASE],
  };
  const input = { route, sessionId: "s", affinity: true, random: 0.5, constraints: rules };

  it("chooses and falls back among what is left, and names the reason", () => {
    const decision = chooseCandidate(input);
    expect(decision.order.map(({ id }) => id)).toEqual(["base"]);
    expect(decision.filtered).toEqual([
      { provider: "p", model: "rival", reason: "constraint_min_samples_before_promotion" },
    ]);
  });

  it("is never left without a model: what is left of it becomes the baseline", () => {
    const unavailable = new Map([["base", "provider_not_connected" as const]]);
    expect(chooseCandidate({ ...input, unavailable }).order.map(({ id }) => id)).toEqual(["rival"]);
  });

  it("keeps the order and the pin that a person has set", () => {
    for (const set of [
      { ...input, route: { ...route, strategy: "fallback" as const } },
      { ...input, route: { ...route, pinnedCandidateId: "rival" } },
      { ...input, mode: "pinned" as const },
    ]) {
      expect(chooseCandidate(set).order).toHaveLength(2);
    }
  });
});
