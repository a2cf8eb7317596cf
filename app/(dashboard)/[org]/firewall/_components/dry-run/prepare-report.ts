import {
  DRY_RUN_VERDICTS,
  type DryRunActions,
  type DryRunBasis,
  type DryRunChange,
  type DryRunReport,
  type DryRunVerdict,
} from "@/server/contracts/firewall-dry-runs";

export const AFTER_VERDICTS = ["pass", "flag", "redacted", "blocked"] as const;

/** That nobody looked and that nothing was found come to the same for a request. */
const treatment = (verdict: DryRunVerdict): DryRunVerdict => (verdict === "skipped" ? "pass" : verdict);

export const isTreatedAlike = (before: DryRunVerdict, after: DryRunVerdict): boolean =>
  treatment(before) === treatment(after);

export interface WayRow {
  before: DryRunVerdict;
  requests: number;
  cells: { after: DryRunVerdict; requests: number; isChange: boolean }[];
}

/** From what to what, with a row for each verdict that any request had before. */
export function wayRows({ ways }: DryRunReport, basis: DryRunBasis): WayRow[] {
  const sum = (before: DryRunVerdict, after?: DryRunVerdict): number =>
    ways
      .filter((way) => way[basis] === before && (after === undefined || way.draft === after))
      .reduce((total, { requests }) => total + requests, 0);
  return DRY_RUN_VERDICTS.map((before) => ({
    before,
    requests: sum(before),
    cells: AFTER_VERDICTS.map((after) => ({
      after,
      requests: sum(before, after),
      isChange: !isTreatedAlike(before, after),
    })),
  })).filter(({ requests }) => requests > 0);
}

export interface ReportSums {
  judged: number;
  notJudged: number;
  changed: number;
  /** Of the changed ones, by what the draft makes of them. */
  toward: Record<(typeof AFTER_VERDICTS)[number], number>;
}

export function sumsOf(report: DryRunReport, basis: DryRunBasis): ReportSums {
  const toward = { pass: 0, flag: 0, redacted: 0, blocked: 0 };
  for (const { cells } of wayRows(report, basis))
    for (const { after, requests, isChange } of cells)
      if (isChange && after !== "skipped") toward[after] += requests;
  return {
    judged: report.ways.reduce((total, { requests }) => total + requests, 0),
    notJudged: Object.values(report.notJudged).reduce((total, count) => total + count, 0),
    changed: Object.values(toward).reduce((total, count) => total + count, 0),
    toward,
  };
}

export type DetectorRow = DryRunReport["detectors"][number] & { before: DryRunActions; moved: number };

/** Detectors with what they found before and would find, those that change most first. */
export function detectorRows({ detectors }: DryRunReport, basis: DryRunBasis): DetectorRow[] {
  return detectors
    .map((row) => ({ ...row, before: row[basis], moved: distance(row[basis], row.draft) }))
    .filter(({ before, draft }) => sumOf(before) + sumOf(draft) > 0)
    .sort((a, b) => b.moved - a.moved || sumOf(b.draft) - sumOf(a.draft));
}

const sumOf = ({ observed, redacted, blocked }: DryRunActions): number => observed + redacted + blocked;

const distance = (left: DryRunActions, right: DryRunActions): number =>
  Math.abs(left.observed - right.observed) +
  Math.abs(left.redacted - right.redacted) +
  Math.abs(left.blocked - right.blocked);

/** “12 noted, 3 blocked”. */
export function actionsWords({ observed, redacted, blocked }: DryRunActions): string {
  const parts = [
    observed > 0 && `${observed.toLocaleString("en-US")} noted`,
    redacted > 0 && `${redacted.toLocaleString("en-US")} redacted`,
    blocked > 0 && `${blocked.toLocaleString("en-US")} blocked`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? "–" : parts.join(", ");
}

export const wayName = (before: DryRunVerdict, after: DryRunVerdict): string => `${before}~${after}`;

/** The examples that a comparison is about, and of one way where one is chosen. */
export function changesOf(
  items: readonly DryRunChange[],
  basis: DryRunBasis,
  way: string | null,
): DryRunChange[] {
  return items.filter((item) => {
    const before = item[basis];
    if (way !== null) return wayName(before, item.draft) === way;
    return !isTreatedAlike(before, item.draft) || item.differences.some((each) => each[basis] !== each.draft);
  });
}
