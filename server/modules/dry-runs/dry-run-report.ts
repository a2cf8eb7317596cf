import type {
  DryRunActions,
  DryRunBasis,
  DryRunDifference,
  DryRunReport,
  DryRunVerdict,
} from "@/server/contracts/firewall-dry-runs";
import type { Judged } from "./judge-stored";

type Verdicts = Pick<Extract<Judged, { kind: "judged" }>, "recorded" | "saved" | "draft">;

const BY = ["recorded", "saved", "draft"] as const;

export const wayName = ({ recorded, saved, draft }: Verdicts): string => `${recorded} ${saved} ${draft}`;

/** The report with one more request in it. */
export function withJudged(report: DryRunReport, judged: Judged): DryRunReport {
  if (judged.kind === "not_judged") {
    const { reason } = judged;
    return { ...report, notJudged: { ...report.notJudged, [reason]: report.notJudged[reason] + 1 } };
  }
  return {
    ...report,
    ways: withWay(report.ways, judged),
    detectors: judged.detectors.reduce(withDetector, report.detectors),
    withPlaceholders: report.withPlaceholders + Number(judged.hasPlaceholders),
    unheard: report.unheard + Number(judged.isUnheard),
  };
}

function withWay(ways: DryRunReport["ways"], judged: Verdicts): DryRunReport["ways"] {
  const name = wayName(judged);
  const { recorded, saved, draft } = judged;
  return ways.some((way) => wayName(way) === name)
    ? ways.map((way) => (wayName(way) === name ? { ...way, requests: way.requests + 1 } : way))
    : [...ways, { recorded, saved, draft, requests: 1 }];
}

const NONE: DryRunActions = { observed: 0, redacted: 0, blocked: 0 };

function withDetector(
  detectors: DryRunReport["detectors"],
  found: DryRunDifference,
): DryRunReport["detectors"] {
  const isSame = (row: DryRunReport["detectors"][number]): boolean =>
    row.direction === found.direction && row.category === found.category && row.detector === found.detector;
  const { direction, category, detector } = found;
  const known = detectors.find(isSame) ?? {
    ...{ direction, category, detector },
    ...{ recorded: NONE, saved: NONE, draft: NONE },
  };
  const added = { ...known };
  for (const by of BY) {
    const action = found[by];
    if (action !== null) added[by] = { ...known[by], [action]: known[by][action] + 1 };
  }
  return known === detectors.find(isSame)
    ? detectors.map((row) => (row === known ? added : row))
    : [...detectors, added];
}

/** That nobody looked and that nothing was found come to the same for a request. */
const treatment = (verdict: DryRunVerdict): DryRunVerdict => (verdict === "skipped" ? "pass" : verdict);

/** Whether a request would be treated otherwise: by its verdict, or by what is replaced or stopped in it. */
export function isChanged(
  judged: Verdicts & { detectors: readonly DryRunDifference[] },
  basis: DryRunBasis,
): boolean {
  if (treatment(judged[basis]) !== treatment(judged.draft)) return true;
  return judged.detectors.some((found) => found[basis] !== found.draft && acts(found[basis], found.draft));
}

const acts = (...actions: readonly DryRunDifference["draft"][]): boolean =>
  actions.some((action) => action === "redacted" || action === "blocked");
