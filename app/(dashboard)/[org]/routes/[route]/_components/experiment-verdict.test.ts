import { describe, expect, it } from "vitest";
import type { ExperimentResults } from "@/server/contracts/experiments";
import { experimentVerdict } from "./experiment-verdict";

const side = {
  routing_rule_id: "rt",
  sample_size: 0,
  sessions: 0,
  success_rate: null,
  average_latency_ms: null,
  average_cost_micro_usd: null,
  nps: null,
  quality: null,
};
const NOTHING: ExperimentResults = {
  ...{ experiment_id: "exp", variant_a: side, variant_b: side, computed_at: "2026-01-01T00:00:00Z" },
  ...{ winner: null, metric: null, comparison: null },
};
const names = { a: "Auto", b: "Cheap" };

describe("the verdict on an experiment", () => {
  it("says what is missing while nothing can be compared", () => {
    expect(experimentVerdict(NOTHING, names)).toMatch(/^Not known yet: each side needs at least 30/);
  });

  it.each([
    ["A", "Auto is better."],
    ["B", "Cheap is better."],
    ["tie", "Nobody would notice a difference."],
    [null, "Not told apart yet."],
  ] as const)("names the winner %s, with the interval in points", (winner, words) => {
    const comparison = { difference: -0.05, lower: -0.09, upper: 0.011, p_value: 0.2 };
    const verdict = experimentVerdict({ ...NOTHING, winner, metric: "nps", comparison }, names);
    expect(verdict.startsWith(words)).toBe(true);
    expect(verdict).toContain("Cheap less Auto: −0.50, between −0.90 and +0.11 points of 10");
  });

  it("counts success in percentage points", () => {
    const comparison = { difference: 0.02, lower: -0.01, upper: 0.05, p_value: 0.4 };
    expect(experimentVerdict({ ...NOTHING, metric: "success_rate", comparison }, names)).toContain(
      "+2.00, between −1.00 and +5.00 percentage points of success",
    );
  });
});
