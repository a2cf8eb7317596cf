import { type NpsGroup, npsGroupOf, SCORES, type ScoreCounts } from "@/server/contracts/nps";

export interface ScoreBar {
  score: number;
  group: NpsGroup;
  total: number;
  unsigned: number;
  /** Heights beside the tallest bar, 0 … 1. */
  height: number;
  unsignedHeight: number;
}

export interface GroupShare {
  group: NpsGroup;
  count: number;
  share: number;
}

/** The answers by score and by group, as they were given: nothing is weighed here. */
export function prepareScoreBars({ signed, unsigned }: { signed: ScoreCounts; unsigned: ScoreCounts }): {
  bars: ScoreBar[];
  groups: GroupShare[];
  total: number;
} {
  const totals = SCORES.map((score) => (signed[score] ?? 0) + (unsigned[score] ?? 0));
  const max = Math.max(1, ...totals);
  const total = totals.reduce((sum, count) => sum + count, 0);
  const bars = SCORES.map((score) => ({
    score,
    group: npsGroupOf(score),
    total: totals[score] ?? 0,
    unsigned: unsigned[score] ?? 0,
    height: (totals[score] ?? 0) / max,
    unsignedHeight: (unsigned[score] ?? 0) / max,
  }));
  const groups = (["detractor", "passive", "promoter"] as const).map((group) => {
    const count = bars.reduce((sum, bar) => sum + (bar.group === group ? bar.total : 0), 0);
    return { group, count, share: total === 0 ? 0 : count / total };
  });
  return { bars, groups, total };
}
