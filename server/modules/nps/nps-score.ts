import {
  NPS_ANSWERS_MIN,
  type NpsDifference,
  type NpsFigure,
  npsGroupOf,
  type ScoreCounts,
} from "@/server/contracts/nps";
import { normalQuantile } from "./normal-quantile";

/** Answers by score: those that somebody vouches for, and those that nobody does. */
export interface AnswerCounts {
  signed: ScoreCounts;
  unsigned: ScoreCounts;
}

/** What an unsigned answer counts beside a signed one, here as in routing. */
const UNSIGNED_WEIGHT = 0.25;

interface Tally {
  answers: number;
  /** Shares of the weighted answers. */
  promoters: number;
  detractors: number;
  /** How many answers of equal weight would say as much: (Σw)² / Σw². */
  effective: number;
}

/** An NPS with its 95 % interval, or the count alone where there are too few answers. */
export function figureOf(counts: AnswerCounts): NpsFigure {
  const tally = tallyOf(counts);
  const { answers } = tally;
  const effectiveAnswers = Math.floor(tally.effective);
  if (effectiveAnswers < NPS_ANSWERS_MIN) return { status: "insufficient", answers, effectiveAnswers };
  const { centre, deviation } = adjusted(tally);
  const reach = normalQuantile(0.975) * deviation;
  return {
    status: "known",
    answers,
    effectiveAnswers,
    nps: 100 * (tally.promoters - tally.detractors),
    low: 100 * Math.max(-1, centre - reach),
    high: 100 * Math.min(1, centre + reach),
  };
}

/**
 * The difference of two groups that share no answer, in points. With several comparisons side by side the interval
 * is widened so that all of them together hold with 95 % (Bonferroni). Null where either group has too few answers.
 */
export function differenceOf(
  group: AnswerCounts,
  others: AnswerCounts,
  comparisons: number,
): NpsDifference | null {
  const [left, right] = [tallyOf(group), tallyOf(others)];
  if (Math.min(left.effective, right.effective) < NPS_ANSWERS_MIN) return null;
  const [a, b] = [adjusted(left), adjusted(right)];
  const reach = normalQuantile(1 - 0.025 / Math.max(1, comparisons)) * Math.hypot(a.deviation, b.deviation);
  const centre = a.centre - b.centre;
  return {
    points: 100 * (left.promoters - left.detractors - (right.promoters - right.detractors)),
    low: 100 * Math.max(-2, centre - reach),
    high: 100 * Math.min(2, centre + reach),
  };
}

/** The NPS of each group, and how far it is from that of all other answers. */
export function compareGroups<Value>(
  groups: readonly { value: Value; counts: AnswerCounts }[],
  all: AnswerCounts,
): { value: Value; figure: NpsFigure; difference: NpsDifference | null }[] {
  const differences = (comparisons: number) =>
    groups.map(({ counts }) => differenceOf(counts, withoutCounts(all, counts), comparisons));
  const made = differences(1).filter((difference) => difference !== null).length;
  // Of two groups that are everything, each comparison is the other one the other way round.
  const found = differences(groups.length === 2 ? 1 : made);
  return groups.map(({ value, counts }, index) => ({
    value,
    figure: figureOf(counts),
    difference: found[index] ?? null,
  }));
}

export function sumCounts(all: readonly AnswerCounts[]): AnswerCounts {
  const sum = (pick: (counts: AnswerCounts) => ScoreCounts): ScoreCounts =>
    noAnswers().signed.map((_, score) => all.reduce((total, each) => total + (pick(each)[score] ?? 0), 0));
  return { signed: sum(({ signed }) => signed), unsigned: sum(({ unsigned }) => unsigned) };
}

/** What is left of `all` without `part`. */
export function withoutCounts(all: AnswerCounts, part: AnswerCounts): AnswerCounts {
  const minus = (whole: ScoreCounts, taken: ScoreCounts) =>
    whole.map((count, score) => count - (taken[score] ?? 0));
  return { signed: minus(all.signed, part.signed), unsigned: minus(all.unsigned, part.unsigned) };
}

export function noAnswers(): AnswerCounts {
  return { signed: Array(11).fill(0), unsigned: Array(11).fill(0) };
}

/**
 * The adjusted Wald interval for the Net Promoter Score: ¾ of an answer is added to the detractors and ¾ to the
 * promoters, 3 to their number. B. Rocks, “Interval Estimation for the ‘Net Promoter Score’”, The American
 * Statistician 70 (2016), 365–372. It keeps its coverage for small and for one-sided samples, where the plain Wald
 * interval is too narrow, even empty.
 */
function adjusted({ promoters, detractors, effective }: Tally): { centre: number; deviation: number } {
  const size = effective + 3;
  const [p, d] = [(promoters * effective + 0.75) / size, (detractors * effective + 0.75) / size];
  return { centre: p - d, deviation: Math.sqrt((p + d - (p - d) ** 2) / size) };
}

function tallyOf({ signed, unsigned }: AnswerCounts): Tally {
  const sums = { answers: 0, weight: 0, squares: 0, promoter: 0, passive: 0, detractor: 0 };
  const add = (counts: ScoreCounts, weight: number): void => {
    for (const [score, count] of counts.entries()) {
      sums.answers += count;
      sums.weight += count * weight;
      sums.squares += count * weight ** 2;
      sums[npsGroupOf(score)] += count * weight;
    }
  };
  add(signed, 1);
  add(unsigned, UNSIGNED_WEIGHT);
  const { answers, weight, squares, promoter, detractor } = sums;
  if (answers === 0) return { answers, promoters: 0, detractors: 0, effective: 0 };
  return {
    answers,
    promoters: promoter / weight,
    detractors: detractor / weight,
    effective: weight ** 2 / squares,
  };
}
