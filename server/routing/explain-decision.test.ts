import { describe, expect, it } from "vitest";
import { explainDecision } from "./explain-decision";
import { type ExplainedDecision, LEADS } from "./explanation-leads";
import { FILTER_TEXTS } from "./explanation-sentences";

const PLAIN: ExplainedDecision = {
  reason: "dispatched",
  selection: "weighted_session",
  winner: { provider: "openai", model: "gpt-5.4-mini" },
  provider: "openai",
  model: "gpt-5.4-mini",
  propensity: 0.9317,
  confidence: null,
  used_shared_pool_prior: false,
  canary_percent: null,
  filtered: [],
  outcome: { fallback_used: false, cache_hit: false },
  evidence: { samples: null, top2_score_gap: null, outcome_variance: null, recent_regressions: null },
};
const LEARNED: ExplainedDecision = {
  ...PLAIN,
  selection: "learned_best",
  confidence: 0.78,
  evidence: { samples: 412, top2_score_gap: 0.07, outcome_variance: 0.04, recent_regressions: { exact: 3 } },
};

/** One record for each opening. */
const EXAMPLES: Record<keyof typeof LEADS, ExplainedDecision> = {
  cache_hit: {
    ...PLAIN,
    reason: "cache_hit",
    winner: null,
    outcome: { fallback_used: false, cache_hit: true },
  },
  replayed: { ...PLAIN, reason: "cache_hit", winner: null },
  firewall_blocked: { ...PLAIN, reason: "firewall_blocked", winner: null },
  no_candidate: { ...PLAIN, reason: "no_candidate", winner: null },
  not_dispatched: { ...PLAIN, reason: "not_dispatched", winner: null },
  requested_model: { ...PLAIN, selection: "requested_model" },
  requested_list: { ...PLAIN, selection: "requested_list" },
  pinned: { ...PLAIN, selection: "pinned" },
  pin_unavailable: { ...PLAIN, selection: "pin_unavailable" },
  fallback_order: { ...PLAIN, selection: "position" },
  round_robin: { ...PLAIN, selection: "round_robin" },
  lowest_latency: { ...PLAIN, selection: "lowest_latency" },
  only_candidate: { ...PLAIN, selection: "only_candidate" },
  weighted_session: PLAIN,
  weighted_request: { ...PLAIN, selection: "weighted_request", propensity: null },
  canary: { ...PLAIN, selection: "canary", canary_percent: 25 },
  session_kept: { ...LEARNED, selection: "session_kept" },
  learned_exploration: { ...LEARNED, selection: "learned_exploration" },
  kept_to_baseline: { ...LEARNED, selection: "below_confidence_threshold" },
  learned: { ...LEARNED, confidence: null },
  learned_high_confidence: { ...LEARNED, confidence: 0.8 },
  learned_moderate_confidence: LEARNED,
  learned_low_confidence: { ...LEARNED, confidence: 0.4999 },
};

const numbersIn = (text: string): string[] => text.match(/\d+(?:\.\d+)*/g) ?? [];

describe("the explanation of a decision", () => {
  it.each(Object.entries(EXAMPLES))("%s is reached", (template, record) => {
    const { text, template: used } = explainDecision(record);
    expect(used).toBe(template);
    expect(text).toMatch(/^[A-Za-z].*\.$/);
  });

  it("has an example for every opening, and no two say the same", () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(Object.keys(LEADS).sort());
    const texts = Object.values(EXAMPLES).map((record) => explainDecision(record).text);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it.each(Object.entries(EXAMPLES))("%s holds no number that is not in the record", (_template, record) => {
    const known = new Set(numbersIn(JSON.stringify(record)));
    for (const number of numbersIn(explainDecision(record).text)) expect(known).toContain(number);
  });

  it("gives the same text for the same record", () => {
    expect(explainDecision(LEARNED)).toEqual(explainDecision(structuredClone(LEARNED)));
    expect(explainDecision(LEARNED).text).toBe(
      "openai/gpt-5.4-mini was chosen from what the route has learned, with a moderate confidence of 0.78, with a probability of 0.9317. Samples behind it: 412. The next best scored 0.07 lower. Its outcomes vary by 0.04. Regressions of the route in the week before: 3.",
    );
  });

  it("names each candidate that was left out, and why", () => {
    for (const [reason, said] of Object.entries(FILTER_TEXTS)) {
      const filtered = [{ provider: "openai", model: "gpt-5.4", reason }];
      expect(explainDecision({ ...PLAIN, filtered }).text).toContain(`Left out: openai/gpt-5.4 ${said}.`);
    }
    const unknown = explainDecision({
      ...PLAIN,
      filtered: [{ provider: null, model: "m", reason: "later" }],
    });
    expect(unknown.text).toContain("a reason this version does not know");
  });

  it("says what became of it where that is not the plain success", () => {
    const fallback = { ...PLAIN, model: "other", outcome: { fallback_used: true, cache_hit: false } };
    expect(explainDecision(fallback).text).toContain("It failed, and openai/other answered instead.");
    expect(explainDecision({ ...PLAIN, reason: "failed" }).text).toContain("No model gave an answer.");
    expect(explainDecision({ ...PLAIN, reason: "client_closed" }).text).toContain("The client left");
    expect(explainDecision({ ...LEARNED, used_shared_pool_prior: true }).text).toContain(
      "Other organisations",
    );
  });
});
