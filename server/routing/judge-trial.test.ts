import { describe, expect, it } from "vitest";
import { DEFAULT_PROMOTION, PromotionSettings } from "@/server/contracts/promotion";
import { judgeTrial, type TrialFigures, type TrialSums } from "./judge-trial";
import type { Sample } from "./sequential-test";

/** Mulberry32: the same numbers every time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class Running {
  #count = 0;
  #sum = 0;
  #squares = 0;

  add(value: number): void {
    this.#count++;
    this.#sum += value;
    this.#squares += value * value;
  }

  sample(): Sample {
    const mean = this.#count === 0 ? 0 : this.#sum / this.#count;
    const variance = this.#count === 0 ? 0 : Math.max(0, this.#squares / this.#count - mean * mean);
    return { count: this.#count, mean, variance };
  }
}

/** One side of a canary: sessions that succeed or not, some answered by users, some judged. */
class Side {
  readonly success = new Running();
  readonly nps = new Running();
  readonly judged = new Running();

  add(random: () => number, worseBy: number): void {
    this.success.add(Number(random() < 0.97));
    if (random() < 0.3) this.nps.add(score(random, worseBy));
    if (random() < 0.3) this.judged.add(score(random, worseBy));
  }

  figures(): TrialFigures {
    const success = this.success.sample();
    return { samples: success.count, success, latencyMs: 900, costMicroUsd: 100 };
  }
}

/** Tenths between 0 and 1, uneven as end users give them. */
function score(random: () => number, worseBy: number): number {
  const drawn = Math.round((0.55 + 0.45 * random() ** 0.6 - 0.5 * Number(random() < 0.15)) * 10) / 10;
  return Math.min(1, Math.max(0, drawn - worseBy));
}

function sumsOf(live: Side, candidate: Side): TrialSums {
  return {
    ...{ live: live.figures(), candidate: candidate.figures() },
    quality: {
      kind: "sides",
      nps: { live: live.nps.sample(), candidate: candidate.nps.sample() },
      judged: { live: live.judged.sample(), candidate: candidate.judged.sample() },
    },
  };
}

const STEPS = DEFAULT_PROMOTION.canarySteps;
const SESSIONS_OF_A_STEP = 6_000;
const LOOK_EVERY = 20;

/** The whole way of a canary, looked at every few sessions; whether it was stopped on any step. */
function isStopped(seed: number, worseBy = 0): boolean {
  const random = randomFrom(seed);
  return STEPS.some((percent) => {
    const [live, candidate] = [new Side(), new Side()];
    for (let session = 1; session <= SESSIONS_OF_A_STEP; session++) {
      const isCanary = random() * 100 < percent;
      (isCanary ? candidate : live).add(random, isCanary ? worseBy : 0);
      if (session % LOOK_EVERY !== 0) continue;
      const seen = judgeTrial(sumsOf(live, candidate), DEFAULT_PROMOTION, STEPS.length);
      if (seen.verdict === "worse") return true;
    }
    return false;
  });
}

const RUNS = 200;
const stoppedShare = (worseBy: number): number =>
  Array.from({ length: RUNS }, (_, run) => isStopped(run + 1, worseBy)).filter(Boolean).length / RUNS;

/** Pairs of a shadow as the judge decides them; whether it was stopped, and whether it passed first. */
function shadowWay(seed: number, wins: number): "passed" | "worse" | "open" {
  const random = randomFrom(seed);
  const [live, candidate, preference] = [new Running(), new Running(), new Running()];
  for (let pair = 1; pair <= 3_000; pair++) {
    live.add(Number(random() < 0.98));
    candidate.add(Number(random() < 0.98));
    const drawn = random();
    preference.add(drawn < 0.4 ? 0.5 : drawn < 0.4 + 0.6 * wins ? 1 : 0);
    if (pair % LOOK_EVERY !== 0) continue;
    const { verdict } = judgeTrial(pairsOf(live, candidate, preference), DEFAULT_PROMOTION, 1);
    if (verdict !== "open") return verdict;
  }
  return "open";
}

function pairsOf(live: Running, candidate: Running, preference: Running): TrialSums {
  const figures = (of: Running): TrialFigures => {
    const success = of.sample();
    return { samples: success.count, success, latencyMs: 900, costMicroUsd: 100 };
  };
  return {
    ...{ live: figures(live), candidate: figures(candidate) },
    quality: { kind: "paired", preference: preference.sample() },
  };
}

describe("the automatic stop of a canary", () => {
  it("stops fewer than 5 of 100 models that are as good, over all steps and 900 looks", () => {
    expect(stoppedShare(0)).toBeLessThan(0.05);
  }, 120_000);

  it("stops nearly every model that users like less by a point", () => {
    expect(stoppedShare(0.1)).toBeGreaterThan(0.95);
  }, 120_000);
});

describe("the phase of a shadow", () => {
  it("stops fewer than 5 of 100 models that win as often as they lose, and passes the others in time", () => {
    const ends = Array.from({ length: 400 }, (_, run) => shadowWay(run + 1, 0.5));
    expect(ends.filter((end) => end === "worse").length / ends.length).toBeLessThan(0.05);
    expect(ends.filter((end) => end === "passed").length / ends.length).toBeGreaterThan(0.9);
  }, 60_000);

  it("lets fewer than 5 of 100 pass that are worse by more than the margin", () => {
    // Two of ten against eight of ten: 0.32 on the scale, and 0.18 below neither.
    const ends = Array.from({ length: 400 }, (_, run) => shadowWay(run + 1, 0.2));
    expect(ends.filter((end) => end === "passed").length / ends.length).toBeLessThan(0.05);
    expect(ends.filter((end) => end === "worse").length / ends.length).toBeGreaterThan(0.9);
  }, 60_000);
});

const sure = (mean: number, count = 5_000, variance = 0.02): Sample => ({ count, mean, variance });
const side = (over: Partial<TrialFigures> = {}): TrialFigures => ({
  ...{ samples: 5_000, success: sure(0.99), latencyMs: 1_000, costMicroUsd: 100 },
  ...over,
});
const paired = (preference: Sample, candidate: Partial<TrialFigures> = {}): TrialSums => ({
  ...{ live: side(), candidate: side(candidate), quality: { kind: "paired", preference } },
});
const gapsOf = (sums: TrialSums, settings: Partial<PromotionSettings> = {}) =>
  judgeTrial(sums, PromotionSettings.parse(settings), 1).gaps;

describe("what a phase needs to be passed", () => {
  it("is passed when nothing is missing", () => {
    expect(judgeTrial(paired(sure(0.5)), DEFAULT_PROMOTION, 1)).toMatchObject({
      verdict: "passed",
      gaps: [],
    });
  });

  it.each<[string, TrialSums, string]>([
    ["few samples", paired(sure(0.5), { samples: 99 }), "samples"],
    ["nothing said of quality", paired(sure(0, 0)), "quality_unknown"],
    ["quality that may be worse by the margin", paired(sure(0.5, 40, 0.2)), "quality"],
    ["more failures than the margin", paired(sure(0.5), { success: sure(0.95, 300) }), "errors"],
    ["slower answers", paired(sure(0.5), { latencyMs: 1_501 }), "latency"],
    ["dearer answers", paired(sure(0.5), { costMicroUsd: 151 }), "cost"],
  ])("is not passed with %s", (_what, sums, gap) => {
    expect(gapsOf(sums)).toEqual([gap]);
  });

  it("asks nothing of time and cost where there is no limit, or nobody knows", () => {
    const slow = paired(sure(0.5), { latencyMs: 9_000, costMicroUsd: 9_000 });
    expect(gapsOf(slow, { latencyIncreaseMax: null, costIncreaseMax: null })).toEqual([]);
    expect(gapsOf(paired(sure(0.5), { latencyMs: null, costMicroUsd: null }))).toEqual([]);
  });

  it("is not passed on the judge's word where users seem to like it less by more than the margin", () => {
    const sums: TrialSums = {
      ...{ live: side(), candidate: side() },
      quality: {
        kind: "sides",
        nps: { live: sure(0.8, 60, 0.09), candidate: sure(0.68, 60, 0.09) },
        judged: { live: sure(0.8), candidate: sure(0.8) },
      },
    };
    expect(judgeTrial(sums, DEFAULT_PROMOTION, 3)).toMatchObject({ verdict: "open", gaps: ["quality"] });
  });

  it("says what the model is worse in", () => {
    expect(judgeTrial(paired(sure(0.3)), DEFAULT_PROMOTION, 1)).toMatchObject({
      ...{ verdict: "worse", worseIn: "preference" },
    });
    expect(judgeTrial(paired(sure(0.5), { success: sure(0.6) }), DEFAULT_PROMOTION, 1).worseIn).toBe(
      "success_rate",
    );
  });
});
