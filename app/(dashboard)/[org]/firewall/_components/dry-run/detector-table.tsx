import { findingLabel } from "@/app/_components/finding-label";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { FirewallRule } from "@/server/contracts/firewall";
import type { DryRunBasis, DryRunReport } from "@/server/contracts/firewall-dry-runs";
import { actionsWords, detectorRows } from "./prepare-report";

export interface DetectorTableProps {
  report: DryRunReport;
  basis: DryRunBasis;
  rules: readonly FirewallRule[];
}

/** Requests in which each detector finds something, before and with the draft. */
export function DetectorTable({ report, basis, rules }: DetectorTableProps) {
  const rows = detectorRows(report, basis);
  if (rows.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold text-emphasis">By detector and rule</h3>
      <Table label="By detector and rule" className="border-y border-subtle">
        <TableHead>
          <tr>
            <TableHeaderCell>Finds</TableHeaderCell>
            <TableHeaderCell>In</TableHeaderCell>
            <TableHeaderCell>{basis === "recorded" ? "Was" : "Saved policy"}</TableHeaderCell>
            <TableHeaderCell>Would be</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={`${row.direction} ${row.category} ${row.detector}`}>
              <TableCell>{findingLabel(row, rules)}</TableCell>
              <TableCell className="text-muted">
                {row.direction === "answer" ? "answers" : "requests"}
              </TableCell>
              <TableCell className="text-muted tabular-nums">{actionsWords(row.before)}</TableCell>
              <TableCell
                className={row.moved > 0 ? "font-semibold text-emphasis tabular-nums" : "tabular-nums"}
              >
                {actionsWords(row.draft)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}
