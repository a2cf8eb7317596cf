import Link from "next/link";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCost, formatCount, formatPercent } from "@/app/_lib/format";
import { Card, Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { UsagePart, UsageReport } from "@/server/contracts/usage-report";
import { USAGE_PARTS, type UsagePartKind } from "../search-params";

const LABELS = { model: "Model", project: "Project", key: "Key" } as const;
const OPTIONS = USAGE_PARTS.map((value) => ({ value, label: `By ${LABELS[value].toLowerCase()}` }));

export interface PartsSectionProps {
  report: UsageReport;
  by: UsagePartKind;
  onBy: (by: UsagePartKind) => void;
}

export function PartsSection({ report, by, onBy }: PartsSectionProps) {
  const parts = { model: report.byModel, project: report.byProject, key: report.byKey }[by];
  return (
    <Section
      title="Where it went"
      actions={
        <Select
          aria-label="Split by"
          size="sm"
          className="w-36"
          options={OPTIONS}
          value={by}
          onValueChange={onBy}
        />
      }
    >
      <Card>
        <Table label={`Usage by ${LABELS[by].toLowerCase()}`}>
          <TableHead>
            <TableRow>
              <TableHeaderCell>{LABELS[by]}</TableHeaderCell>
              <TableHeaderCell isNumeric>Requests</TableHeaderCell>
              <TableHeaderCell isNumeric>Share</TableHeaderCell>
              <TableHeaderCell isNumeric>Tokens in</TableHeaderCell>
              <TableHeaderCell isNumeric>Tokens out</TableHeaderCell>
              <TableHeaderCell isNumeric>Spend</TableHeaderCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {parts.map((part) => (
              <TableRow key={part.id}>
                <TableCell className="max-w-72">
                  <PartName part={part} by={by} report={report} />
                </TableCell>
                <TableCell isNumeric className="text-emphasis">
                  {formatCount(part.requests)}
                </TableCell>
                <TableCell isNumeric>{formatPercent(part.requests / report.total.requests)}</TableCell>
                <TableCell isNumeric>{formatCount(part.inputTokens)}</TableCell>
                <TableCell isNumeric>{formatCount(part.outputTokens)}</TableCell>
                <TableCell isNumeric>{formatCost(part.costMicroUsd)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
    </Section>
  );
}

/** A link to the requests of the month that are meant. */
function PartName({ part, by, report }: { part: UsagePart; by: UsagePartKind; report: UsageReport }) {
  const { org } = useConsole();
  if (part.id === "") return <span className="text-subtle">Reached no model</span>;
  const filter = { model: "model", project: "projectId", key: "apiKeyId" }[by];
  const value = by === "model" ? part.id.slice(part.id.indexOf("/") + 1) : part.id;
  const span = `from=${report.from.toISOString()}&to=${report.to.toISOString()}`;
  return (
    <Link
      href={`/${org.slug}/requests?${span}&${filter}=${encodeURIComponent(value)}`}
      className={`block truncate rounded-sm text-emphasis underline-offset-2 hover:underline ${by === "model" ? "font-mono text-xs" : ""}`}
    >
      {part.name}
    </Link>
  );
}
