import { driftAlarm, NO_DRIFT, observeDrift } from "@/server/routing/learner/drift";
import { calibrate, type PairedCell, predictNps } from "./calibrate";

/** One session that a judge and a user have both spoken about. */
export interface Pair {
  /** Model and kind of work. */
  cell: string;
  judge: number;
  nps: number;
}

/** `kinder`: the judge has begun to score above what users say; `stricter`: below. */
export type JudgeDrift = "kinder" | "stricter";

/** Fewer give no footing to measure from. */
export const DRIFT_PAIRS_MIN = 50;
/** One answer on the scale of NPS/10 is never more certain than this. */
const SD_MIN = 0.1;
/** Standard errors. */
const BAND = 2;

/**
 * Whether judge and users have parted, by pairs in order of time: the older half says what was usual, the newer is held
 * against it. Null while there are too few.
 */
export function judgeDrift(pairs: readonly Pair[]): JudgeDrift | null {
  if (pairs.length < DRIFT_PAIRS_MIN) return null;
  const known = Math.max(DRIFT_PAIRS_MIN / 2, Math.floor(pairs.length / 2));
  const [before, since] = [pairs.slice(0, known), pairs.slice(known)];
  const usual = calibrate(cellsOf(before));
  const residuals = before.map(({ judge, nps }) => nps - predictNps(usual, judge));
  const offset = residuals.reduce((sum, one) => sum + one, 0) / known;
  const sd = Math.max(
    SD_MIN,
    Math.sqrt(residuals.reduce((sum, one) => sum + (one - offset) ** 2, 0) / known),
  );
  // What was usual is itself known only so well, and must not look like a drift.
  const band = (BAND * sd) / Math.sqrt(known);
  let [low, high] = [NO_DRIFT, NO_DRIFT];
  for (const { judge, nps } of since) {
    const expected = predictNps(usual, judge) + offset;
    low = observeDrift(low, nps, expected - band, sd);
    high = observeDrift(high, nps, expected + band, sd);
    if (driftAlarm({ ...low, better: 0 }) !== null) return "kinder";
    if (driftAlarm({ ...high, worse: 0 }) !== null) return "stricter";
  }
  return null;
}

/** Means by model and kind of work. */
export function cellsOf(pairs: readonly Pair[]): (PairedCell & { cell: string })[] {
  const sums = new Map<string, { judge: number; nps: number; count: number }>();
  for (const { cell, judge, nps } of pairs) {
    const sum = sums.get(cell) ?? { judge: 0, nps: 0, count: 0 };
    sums.set(cell, { judge: sum.judge + judge, nps: sum.nps + nps, count: sum.count + 1 });
  }
  return [...sums]
    .map(([cell, { judge, nps, count }]) => ({ cell, judge: judge / count, nps: nps / count, count }))
    .sort((left, right) => right.count - left.count || (left.cell < right.cell ? -1 : 1));
}
