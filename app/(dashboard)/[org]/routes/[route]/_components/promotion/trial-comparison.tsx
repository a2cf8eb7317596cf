import { formatCost, formatCount, formatDuration, formatPercent } from "@/app/_lib/format";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { CandidateStage, TrialComparison, TrialSide } from "@/server/contracts/promotion";
import { differenceText, METRIC_LABELS, verdictSentence } from "./trial-words";

export interface TrialComparisonProps {
  comparison: TrialComparison;
  stage: CandidateStage;
  /** The model on trial. */
  name: string;
}

/** Candidate and live beside each other, and what can be said of their difference. */
export function TrialComparisonTable({ comparison, stage, name }: TrialComparisonProps) {
  const { live, candidate, differences } = comparison;
  return (
    <div className="pb-2">
      <p role="status" className="px-4 pb-2 text-sm text-default">
        {verdictSentence(comparison)}
      </p>
      {candidate.samples > 0 && (
        <Table label={`${name} compared with the live models`}>
          <TableHead>
            <TableRow>
              <TableHeaderCell>Side</TableHeaderCell>
              <TableHeaderCell isNumeric>{stage === "canary" ? "Sessions" : "Answers"}</TableHeaderCell>
              <TableHeaderCell isNumeric>Success</TableHeaderCell>
              <TableHeaderCell isNumeric>A request</TableHeaderCell>
              <TableHeaderCell isNumeric>Latency</TableHeaderCell>
            </TableRow>
          </TableHead>
          <TableBody>
            <SideRow label="Live models" side={live} />
            <SideRow label={name} side={candidate} />
          </TableBody>
        </Table>
      )}
      {differences.length > 0 && (
        <dl
          aria-label={`Differences of ${name}`}
          className="grid gap-x-4 gap-y-1 px-4 pt-2 text-sm sm:grid-cols-[auto_1fr]"
        >
          {differences.map((row) => (
            <div key={row.metric} className="contents">
              <dt className="text-muted">
                {METRIC_LABELS[row.metric]}{" "}
                <span className="text-xs text-subtle">of {formatCount(row.samples)}</span>
              </dt>
              <dd className="text-default tabular-nums">{differenceText(row)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function SideRow({ label, side }: { label: string; side: TrialSide }) {
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap text-emphasis">{label}</TableCell>
      <TableCell isNumeric>{formatCount(side.samples)}</TableCell>
      <TableCell isNumeric>{formatPercent(side.success)}</TableCell>
      <TableCell isNumeric>{formatCost(side.costMicroUsd)}</TableCell>
      <TableCell isNumeric>{formatDuration(side.latencyMs)}</TableCell>
    </TableRow>
  );
}
