import { formatCount } from "@/app/_lib/format";
import { cn } from "@/app/_ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { DryRunBasis, DryRunReport } from "@/server/contracts/firewall-dry-runs";
import type { FirewallUrl } from "../use-firewall-url";
import { VERDICT_LABELS } from "./dry-run-texts";
import { AFTER_VERDICTS, wayName, wayRows } from "./prepare-report";

export interface WayTableProps {
  report: DryRunReport;
  basis: DryRunBasis;
  url: FirewallUrl;
}

/** From what to what; a number of changes leads to its examples. */
export function WayTable({ report, basis, url }: WayTableProps) {
  return (
    <Table label="From what to what" className="border-y border-subtle">
      <TableHead>
        <tr>
          <TableHeaderCell>
            {basis === "recorded" ? "Was ↓ would be →" : "Saved policy ↓ draft →"}
          </TableHeaderCell>
          {AFTER_VERDICTS.map((after) => (
            <TableHeaderCell key={after} isNumeric>
              {VERDICT_LABELS[after]}
            </TableHeaderCell>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {wayRows(report, basis).map(({ before, cells }) => (
          <TableRow key={before}>
            <TableCell className="whitespace-nowrap text-emphasis">{VERDICT_LABELS[before]}</TableCell>
            {cells.map(({ after, requests, isChange }) => (
              <TableCell key={after} isNumeric>
                {requests === 0 ? (
                  <span className="text-subtle">0</span>
                ) : isChange ? (
                  <button
                    type="button"
                    aria-pressed={url.params.way === wayName(before, after)}
                    aria-label={`${formatCount(requests)} from ${VERDICT_LABELS[before].toLowerCase()} to ${VERDICT_LABELS[after].toLowerCase()}: show examples`}
                    onClick={() =>
                      url.setParams({
                        way: url.params.way === wayName(before, after) ? null : wayName(before, after),
                        change: null,
                      })
                    }
                    className={cn(
                      "rounded-sm px-1.5 font-semibold text-emphasis underline decoration-(--border-strong) underline-offset-3 hover:decoration-current",
                      url.params.way === wayName(before, after) ? "bg-accent-subtle" : "bg-warning-subtle",
                    )}
                  >
                    {formatCount(requests)}
                  </button>
                ) : (
                  <span className="text-muted">{formatCount(requests)}</span>
                )}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
