import { formatCost, formatCount, formatDuration, formatPercent, UNKNOWN } from "@/app/_lib/format";
import { Badge } from "@/app/_ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { ExperimentResults, VariantResults } from "@/server/contracts/experiments";
import { experimentVerdict } from "./experiment-verdict";

export interface ExperimentResultsProps {
  results: ExperimentResults;
  names: { a: string; b: string };
}

/** Both sides beside each other, and what can be said of them. */
export function ExperimentResultsTable({ results, names }: ExperimentResultsProps) {
  const { winner } = results;
  return (
    <>
      <p role="status" className="px-4 pb-3 text-sm text-default">
        {experimentVerdict(results, names)}
      </p>
      <Table label="Results of the experiment">
        <TableHead>
          <TableRow>
            <TableHeaderCell>Route</TableHeaderCell>
            <TableHeaderCell isNumeric>Sessions</TableHeaderCell>
            <TableHeaderCell isNumeric>Requests</TableHeaderCell>
            <TableHeaderCell isNumeric>Mean answer, 0 to 10</TableHeaderCell>
            <TableHeaderCell isNumeric>Quality</TableHeaderCell>
            <TableHeaderCell isNumeric>Success</TableHeaderCell>
            <TableHeaderCell isNumeric>A request</TableHeaderCell>
            <TableHeaderCell isNumeric>Latency</TableHeaderCell>
          </TableRow>
        </TableHead>
        <TableBody>
          <VariantRow letter="A" name={names.a} side={results.variant_a} isWinner={winner === "A"} />
          <VariantRow letter="B" name={names.b} side={results.variant_b} isWinner={winner === "B"} />
        </TableBody>
      </Table>
    </>
  );
}

interface VariantRowProps {
  letter: "A" | "B";
  name: string;
  side: VariantResults;
  isWinner: boolean;
}

function VariantRow({ letter, name, side, isWinner }: VariantRowProps) {
  const { nps, quality } = side;
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">
        <span className="text-subtle">{letter}</span> <span className="text-emphasis">{name}</span>{" "}
        {isWinner && <Badge tone="success">better</Badge>}
      </TableCell>
      <TableCell isNumeric>{formatCount(side.sessions)}</TableCell>
      <TableCell isNumeric>{formatCount(side.sample_size)}</TableCell>
      <TableCell isNumeric>
        {nps === null ? (
          UNKNOWN
        ) : (
          <>
            {nps.mean.toFixed(2)} <span className="text-xs text-subtle">of {formatCount(nps.answers)}</span>
          </>
        )}
      </TableCell>
      <TableCell isNumeric>
        {quality === null ? (
          UNKNOWN
        ) : (
          <>
            {quality.mean.toFixed(2)}{" "}
            <span className="text-xs text-subtle">of {formatCount(quality.sessions)}</span>
          </>
        )}
      </TableCell>
      <TableCell isNumeric>{formatPercent(side.success_rate)}</TableCell>
      <TableCell isNumeric>{formatCost(side.average_cost_micro_usd)}</TableCell>
      <TableCell isNumeric>{formatDuration(side.average_latency_ms)}</TableCell>
    </TableRow>
  );
}
