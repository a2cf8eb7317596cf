import { GraduationCap } from "lucide-react";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { Badge } from "@/app/_ui/badge";
import { ButtonLink } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { Card, Section } from "@/app/_ui/section";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { ContributionView } from "@/server/contracts/learning";
import { formatScore, SIGNAL_NAMES } from "./learning-texts";

const ANSWERS_MIN = 30;

/** Every sum that is learned from, and whether others learn from it. */
export function GivenLedger({ ledger: { ledger } }: { ledger: ContributionView }) {
  const { org } = useConsole();
  return (
    <Section
      title="Ledger"
      description="All that is kept of your users’ scores for learning: sums by kind of task, model and signal. A mean is shown from thirty scores on."
    >
      <Card>
        {ledger.length === 0 ? (
          <EmptyState
            icon={<GraduationCap aria-hidden />}
            title="No scores yet"
            description="As soon as end users rate their sessions, the sums that routing learns from stand here."
            action={<ButtonLink href={`/${org.slug}/routes`}>Look at your routes</ButtonLink>}
          />
        ) : (
          <Table label="Ledger">
            <TableHead>
              <TableRow>
                <TableHeaderCell>Task</TableHeaderCell>
                <TableHeaderCell>Model</TableHeaderCell>
                <TableHeaderCell>Said by</TableHeaderCell>
                <TableHeaderCell isNumeric>Scores</TableHeaderCell>
                <TableHeaderCell isNumeric>Mean of 10</TableHeaderCell>
                <TableHeaderCell>Teaches</TableHeaderCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {ledger.map((row) => (
                <TableRow key={`${row.category} ${row.provider}/${row.model} ${row.signal} ${row.is_shared}`}>
                  <TableCell className="whitespace-nowrap">{row.category.replaceAll("_", " ")}</TableCell>
                  <TableCell className="font-mono text-xs whitespace-nowrap text-emphasis">
                    {row.provider}/{row.model}
                  </TableCell>
                  <TableCell className="whitespace-nowrap text-muted">{SIGNAL_NAMES[row.signal]}</TableCell>
                  <TableCell isNumeric>{formatCount(row.answers)}</TableCell>
                  <TableCell isNumeric>
                    {row.answers < ANSWERS_MIN ? (
                      <span className="text-subtle">–</span>
                    ) : (
                      formatScore(row.mean_score)
                    )}
                  </TableCell>
                  <TableCell>
                    <Badge tone={row.is_shared ? "success" : "outline"}>
                      {row.is_shared ? "everybody" : "you alone"}
                    </Badge>
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
    </Section>
  );
}
