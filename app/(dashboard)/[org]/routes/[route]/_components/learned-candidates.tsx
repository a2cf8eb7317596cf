import { ScoreInterval } from "@/app/_components/decision/score-interval";
import { formatCost, formatCount, formatPercent } from "@/app/_lib/format";
import { Badge } from "@/app/_ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { RouteLearningView } from "@/server/contracts/learning";

type Candidate = RouteLearningView["candidates"][number];

/** Each model with what its score may be, how likely it is to be chosen, and who says so. */
export function LearnedCandidates({ candidates }: { candidates: readonly Candidate[] }) {
  if (candidates.length === 0)
    return <p className="px-4 py-6 text-sm text-muted">This route has no models yet.</p>;
  return (
    <Table label="What is learned of each model">
      <TableHead>
        <TableRow>
          <TableHeaderCell>Model</TableHeaderCell>
          <TableHeaderCell className="min-w-40">Expected score, 0 to 10</TableHeaderCell>
          <TableHeaderCell isNumeric>Chosen</TableHeaderCell>
          <TableHeaderCell isNumeric>Your scores</TableHeaderCell>
          <TableHeaderCell isNumeric>From others</TableHeaderCell>
          <TableHeaderCell isNumeric>A request</TableHeaderCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {candidates.map((candidate) => (
          <TableRow key={`${candidate.provider}/${candidate.model}`}>
            <TableCell className="whitespace-nowrap">
              <span className="font-mono text-xs text-emphasis">
                {candidate.provider}/{candidate.model}
              </span>{" "}
              {candidate.is_best && <Badge tone="success">best</Badge>}
              {candidate.is_left_out && <Badge tone="outline">below the least score</Badge>}
            </TableCell>
            <TableCell>
              <ScoreInterval
                quality={candidate.quality}
                low={candidate.low}
                high={candidate.high}
                isBest={candidate.is_best}
              />
            </TableCell>
            <TableCell isNumeric>{formatPercent(candidate.propensity)}</TableCell>
            <TableCell isNumeric>{formatCount(candidate.samples)}</TableCell>
            <TableCell isNumeric>{formatPercent(candidate.shared_share)}</TableCell>
            <TableCell isNumeric>{formatCost(candidate.cost_micro_usd)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
