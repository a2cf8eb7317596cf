import type {
  PromotionSettings,
  TrialComparison,
  TrialGap,
  TrialMetric,
  TrialSide,
} from "@/server/contracts/promotion";
import { type Comparison, compare, compareWith, hasRegressed, type Sample, TEST } from "./sequential-test";

/** What one side of a trial did. */
export interface TrialFigures {
  samples: number;
  success: Sample;
  latencyMs: number | null;
  costMicroUsd: number | null;
}

/** Both sides of a phase, and what is known of quality: scores of each side, or which of two answers was better. */
export interface TrialSums {
  live: TrialFigures;
  candidate: TrialFigures;
  quality:
    | { kind: "paired"; preference: Sample }
    | {
        kind: "sides";
        nps: { live: Sample; candidate: Sample };
        judged: { live: Sample; candidate: Sample };
      };
}

interface Measured {
  metric: TrialMetric;
  samples: number;
  comparison: Comparison;
}

const NEITHER_BETTER = 0.5;

/**
 * What a phase says at this look: passed, worse beyond doubt, or neither yet. `phases` is how many can follow each other:
 * with what is looked at in each they share the error that is allowed, so that over the whole way and all looks a model
 * that is as good is stopped in fewer than one of twenty.
 */
export function judgeTrial(sums: TrialSums, settings: PromotionSettings, phases: number): TrialComparison {
  const measured = measuredIn(sums, phases);
  const quality = measured.filter(({ metric }) => metric !== "success_rate");
  const worse = measured.find(({ comparison }) => hasRegressed(comparison)) ?? null;
  const errors = measured.find(({ metric }) => metric === "success_rate")?.comparison ?? null;
  const gaps: TrialGap[] = [];
  if (Math.min(sums.live.samples, sums.candidate.samples) < settings.samplesMin) gaps.push("samples");
  if (quality.length === 0) gaps.push("quality_unknown");
  else if (!isGoodEnough(quality, settings.qualityMargin)) gaps.push("quality");
  if (errors === null || errors.lower <= -settings.errorMargin) gaps.push("errors");
  const { live, candidate } = sums;
  if (exceeds(candidate.latencyMs, live.latencyMs, settings.latencyIncreaseMax)) gaps.push("latency");
  if (exceeds(candidate.costMicroUsd, live.costMicroUsd, settings.costIncreaseMax)) gaps.push("cost");
  return {
    live: sideOf(live),
    candidate: sideOf(candidate),
    differences: measured.map(({ metric, samples, comparison: { difference, lower, upper } }) => ({
      ...{ metric, samples: Math.floor(samples) },
      ...{ difference: rounded(difference), lower: rounded(lower), upper: rounded(upper) },
    })),
    verdict: worse !== null ? "worse" : gaps.length === 0 ? "passed" : "open",
    worseIn: worse?.metric ?? null,
    gaps,
  };
}

function measuredIn({ live, candidate, quality }: TrialSums, phases: number): Measured[] {
  const metrics = quality.kind === "paired" ? 2 : 3;
  const options = { ...TEST, alpha: TEST.alpha / metrics / Math.max(1, phases) };
  const sides = (metric: TrialMetric, a: Sample, b: Sample): Measured[] =>
    found(metric, Math.min(a.count, b.count), compare(a, b, options));
  const success = sides("success_rate", live.success, candidate.success);
  if (quality.kind === "paired") {
    const { preference } = quality;
    const compared = compareWith(NEITHER_BETTER, preference, options);
    return [...found("preference", preference.count, compared), ...success];
  }
  const { nps, judged } = quality;
  return [
    ...sides("nps", nps.live, nps.candidate),
    ...sides("judged", judged.live, judged.candidate),
    ...success,
  ];
}

function found(metric: TrialMetric, samples: number, comparison: Comparison | null): Measured[] {
  return comparison === null ? [] : [{ metric, samples, comparison }];
}

/** One measure is beyond doubt not worse by more than the margin, and no other looks as if it were. */
function isGoodEnough(quality: readonly Measured[], margin: number): boolean {
  return (
    quality.some(({ comparison }) => comparison.lower > -margin) &&
    quality.every(({ comparison }) => comparison.difference > -margin)
  );
}

function exceeds(ours: number | null, theirs: number | null, most: number | null): boolean {
  if (most === null || ours === null || theirs === null || theirs <= 0) return false;
  return ours / theirs - 1 > most;
}

function sideOf({ samples, success, latencyMs, costMicroUsd }: TrialFigures): TrialSide {
  return {
    samples: Math.round(samples),
    success: success.count === 0 ? null : rounded(success.mean),
    latencyMs: latencyMs === null ? null : Math.round(latencyMs),
    costMicroUsd: costMicroUsd === null ? null : rounded(costMicroUsd),
  };
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
