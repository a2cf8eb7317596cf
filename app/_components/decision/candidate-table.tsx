import { formatCount, formatPercent, UNKNOWN } from "@/app/_lib/format";
import { Badge } from "@/app/_ui/badge";
import { cn } from "@/app/_ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { DecisionCandidateView, DecisionView } from "@/server/contracts/decisions";
import { servedModel } from "../served-model";
import { ScoreInterval } from "./score-interval";

type Winner = DecisionView["winner"];

/** Which models could be chosen, how likely each was, and what was expected of it. */
export function CandidateTable({
  candidates,
  winner,
}: {
  candidates: readonly DecisionCandidateView[];
  winner: Winner;
}) {
  const isLearned = candidates.some(({ quality }) => quality !== null);
  return (
    <Table label="Models that could be chosen">
      <TableHead>
        <TableRow>
          <TableHeaderCell>Model</TableHeaderCell>
          <TableHeaderCell>Chance</TableHeaderCell>
          {isLearned && (
            <>
              <TableHeaderCell>Expected score, 0 to 10</TableHeaderCell>
              <TableHeaderCell isNumeric>Your scores</TableHeaderCell>
              <TableHeaderCell isNumeric>From others</TableHeaderCell>
            </>
          )}
        </TableRow>
      </TableHead>
      <TableBody>
        {candidates.map((candidate) => {
          const isWinner = winner?.model === candidate.model && winner.provider === candidate.provider;
          return (
            <TableRow key={`${candidate.provider}/${candidate.model}`}>
              <TableCell className="whitespace-nowrap">
                <span className={cn("font-mono text-xs", isWinner ? "text-emphasis" : "text-muted")}>
                  {servedModel(candidate)}
                </span>{" "}
                {isWinner && <Badge tone="success">chosen</Badge>}
              </TableCell>
              <TableCell>
                <Chance share={candidate.propensity} isWinner={isWinner} />
              </TableCell>
              {isLearned && (
                <>
                  <TableCell>
                    {candidate.quality === null ? (
                      UNKNOWN
                    ) : (
                      <ScoreInterval
                        quality={candidate.quality}
                        low={candidate.quality_low}
                        high={candidate.quality_high}
                        isBest={isWinner}
                      />
                    )}
                  </TableCell>
                  <TableCell isNumeric>{formatCount(candidate.samples)}</TableCell>
                  <TableCell isNumeric>{formatPercent(candidate.shared_share)}</TableCell>
                </>
              )}
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

function Chance({ share, isWinner }: { share: number | null; isWinner: boolean }) {
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="h-1.5 w-10 shrink-0 rounded-full bg-muted">
        <span
          className={cn("block h-full rounded-full", isWinner ? "bg-accent-solid" : "bg-neutral-solid")}
          style={{ width: `${Math.min(Math.max(share ?? 0, 0), 1) * 100}%` }}
        />
      </span>
      <span className="text-xs text-muted tabular-nums">{formatPercent(share)}</span>
    </span>
  );
}
