import { describe, expect, it } from "vitest";
import { cellTable, summarise } from "./report.mjs";
import { differences, percentile, ratios, spread } from "./statistics.mjs";

const round = (cpuUs: number | null, p50Ms: number, failures: Record<string, number> = {}) => ({
  cpuUs,
  storingCpuUs: null,
  perSecond: 100,
  coreShare: 1,
  p50Ms,
  p99Ms: p50Ms * 2,
  firstP50Ms: p50Ms,
  firstP99Ms: p50Ms,
  rssMb: 10,
  served: 98,
  failed: Object.values(failures).reduce((sum, count) => sum + count, 0),
  failures,
});

const results = {
  direct: [round(null, 1), round(null, 5), round(null, 1)],
  peer: [round(300, 2), round(900, 6.5), round(200, 2), round(200, 2)],
  lean: [round(100, 1.5), round(300, 6), round(100, 1.5)],
};

describe("percentile", () => {
  it("is the smallest value that the share of all values does not exceed", () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(values, 0.5)).toBe(50);
    expect(percentile(values, 0.99)).toBe(99);
    expect(percentile([7], 0.99)).toBe(7);
  });

  it("of nothing is unknown, not zero", () => expect(percentile([], 0.5)).toBeNull());
});

describe("spread", () => {
  it("is the middle value with both extremes", () => {
    expect(spread([9, 1, 2])).toEqual({ median: 2, min: 1, max: 9 });
    expect(spread([4, 1, 2, 9])).toEqual({ median: 3, min: 1, max: 9 });
  });

  it("leaves out rounds without a value, and is unknown when none has one", () => {
    expect(spread([null, 3])).toEqual({ median: 3, min: 3, max: 3 });
    expect(spread([null])).toBeNull();
  });
});

describe("comparisons", () => {
  it("are made within a round: a slow minute that hits both changes no ratio", () => {
    expect(ratios([300, 900], [100, 300])).toEqual([3, 3]);
  });

  it("are unknown where one side has no value or would divide by zero", () => {
    expect(ratios([1, null, 3, 4], [2, 1, 0])).toEqual([0.5, null, null, null]);
    expect(differences([5, 1], [2])).toEqual([3, null]);
  });
});

describe("summarise", () => {
  it("gives ratios against the base and what is added to the direct call of the same round", () => {
    const peer = summarise(results, "peer", "lean");
    expect(peer.cpuRatio).toEqual({ median: 3, min: 2, max: 3 });
    expect(peer.addedP50Ms).toEqual({ median: 1, min: 1, max: 1.5 });
  });

  it("knows no ratio when the base was not measured", () => {
    const { cpuRatio } = summarise({ direct: results.direct, peer: results.peer }, "peer", "lean");
    expect(cpuRatio).toBeNull();
  });

  it("adds up failures by reason over all rounds", () => {
    const flaky = [round(1, 1, { "status 500": 2 }), round(1, 1, { "status 500": 1, "no answer": 4 })];
    const summary = summarise({ flaky }, "flaky", "lean");
    expect(summary.failed).toBe(7);
    expect(summary.failures).toEqual({ "status 500": 3, "no answer": 4 });
  });
});

describe("the table", () => {
  const cell = { kind: "whole", title: "Whole answer" };
  const names = { direct: "direct call", peer: "a peer", lean: "ours", flaky: "flaky" };

  it("shows median and extremes, and a dash where nothing was measured", () => {
    const lines = cellTable(cell, results, names, "lean").split("\n");
    expect(lines.find((line) => line.startsWith("a peer"))).toContain("250 [200–900]");
    expect(lines.find((line) => line.startsWith("direct call"))).toMatch(/^direct call +–/);
  });

  it("never hides a failure", () => {
    const table = cellTable(cell, { flaky: [round(1, 1, { "status 500": 2 })] }, names, "lean");
    expect(table).toContain("2 of 100 (2 × status 500)");
  });
});
