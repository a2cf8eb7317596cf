import { describe, expect, it } from "vitest";
import {
  DEFAULT_PROMOTION,
  type RoutePromotionView,
  type TrialComparison,
} from "@/server/contracts/promotion";
import { differenceText, shadowNotice, spentText, stageWords, verdictSentence } from "./trial-words";

const side = { samples: 40, success: 1, latencyMs: 1, costMicroUsd: 1 };
const comparison = (over: Partial<TrialComparison>): TrialComparison => ({
  ...{ live: side, candidate: side, differences: [], verdict: "open", worseIn: null, gaps: [] },
  ...over,
});
const candidate = {
  ...({ candidateId: "c", provider: "p", model: "m", stage: "shadow", canaryPercent: null } as const),
  ...{ isEnabled: true, hasPassedShadow: false, isHeldBack: false },
  trial: { id: "t", startedAt: new Date(0), comparison: comparison({}) },
};

describe("what is said of a model on trial", () => {
  it("names its stage, and whether it waits for somebody", () => {
    expect(stageWords(candidate).label).toBe("in shadow");
    expect(stageWords({ ...candidate, trial: null }).label).toBe("stopped in shadow");
    expect(stageWords({ ...candidate, trial: null, hasPassedShadow: true }).label).toBe("passed in shadow");
    expect(stageWords({ ...candidate, stage: "canary", canaryPercent: 5 }).label).toBe(
      "canary, 5 % of sessions",
    );
    expect(stageWords({ ...candidate, stage: "live", isHeldBack: true }).label).toBe("live, held back");
    expect(stageWords({ ...candidate, isEnabled: false }).label).toBe("off");
  });

  it("says what a phase still needs, or how it ends", () => {
    expect(verdictSentence(comparison({ gaps: ["samples", "cost"] }))).toBe(
      "It still needs more samples; and to be cheaper: it costs more than the limit.",
    );
    expect(verdictSentence(comparison({ verdict: "worse", worseIn: "nps" }))).toContain(
      "What end users say decided",
    );
    expect(verdictSentence(comparison({ verdict: "passed" }))).toContain("passed");
    expect(verdictSentence(comparison({ candidate: { ...side, samples: 0 } }))).toContain("Nothing");
  });

  it("gives a difference with its interval, and no zero with a sign", () => {
    const facts = { metric: "nps", samples: 40 } as const;
    expect(differenceText({ ...facts, difference: 0.031, lower: -0.02, upper: 0.001 })).toBe(
      "+0.03, between −0.02 and 0.00",
    );
  });

  it("tells what the comparison lacks, and what it has cost", () => {
    const view: RoutePromotionView = {
      ...{
        routeId: "r",
        settings: DEFAULT_PROMOTION,
        requiresShadow: false,
        judgeModel: null,
        storesTexts: true,
      },
      ...{ spentTodayMicroUsd: 120_000, callsToday: 1, candidates: [candidate], history: [] },
    };
    expect(shadowNotice(view)).toContain("no judge");
    expect(shadowNotice({ ...view, storesTexts: false })).toContain("no texts");
    expect(shadowNotice({ ...view, judgeModel: "p/j" })).toBeNull();
    expect(shadowNotice({ ...view, candidates: [] })).toBeNull();
    expect(spentText(view)).toBe("Today: 1 call of shadows, $0.12 of $1.00.");
  });
});
