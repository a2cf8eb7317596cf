import { NpsDifferenceText, NpsIntervalBar } from "@/app/_components/nps-interval";
import { formatCount } from "@/app/_lib/format";
import { formatPoints } from "@/app/_lib/nps-format";
import { Card, Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import { ProofSchema } from "@/server/contracts/feedback";
import { NPS_ANSWERS_MIN, NPS_DIMENSIONS, type NpsDimension, type NpsReport } from "@/server/contracts/nps";
import { DIMENSION_LABELS, PROOF_LABELS } from "./nps-texts";
import type { NpsUrl } from "./use-nps-url";

const OPTIONS = NPS_DIMENSIONS.map((value) => ({
  value,
  label: `By ${DIMENSION_LABELS[value].toLowerCase()}`,
}));

/** The answers split by one dimension, each group beside all other answers. */
export function GroupsSection({ url, report }: { url: NpsUrl; report: NpsReport }) {
  const { by } = url.params;
  return (
    <Section
      title="Compared"
      description={`An NPS is shown from ${NPS_ANSWERS_MIN} answers on. “Beside the others” compares a group with all other answers; its interval is widened for the number of comparisons.`}
      actions={
        <Select
          aria-label="Split by"
          className="w-40"
          size="sm"
          options={OPTIONS}
          value={by}
          onValueChange={(next) => url.setParams({ by: next })}
        />
      }
    >
      <Card>
        <Table label="NPS by group">
          <TableHead>
            <TableRow>
              <TableHeaderCell>{DIMENSION_LABELS[by]}</TableHeaderCell>
              <TableHeaderCell isNumeric>Answers</TableHeaderCell>
              <TableHeaderCell isNumeric>NPS</TableHeaderCell>
              <TableHeaderCell className="min-w-40">95 % interval, −100 to +100</TableHeaderCell>
              <TableHeaderCell>Beside the others</TableHeaderCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {report.groups.map((group) => (
              <TableRow key={group.value}>
                <TableCell className="whitespace-nowrap">
                  <GroupName url={url} by={by} value={group.value} label={group.label} />
                </TableCell>
                <TableCell isNumeric>{formatCount(group.figure.answers)}</TableCell>
                <TableCell isNumeric className="text-emphasis">
                  {group.figure.status === "known" ? (
                    formatPoints(group.figure.nps)
                  ) : (
                    <span className="whitespace-nowrap text-subtle">too few</span>
                  )}
                </TableCell>
                <TableCell>
                  <NpsIntervalBar figure={group.figure} />
                </TableCell>
                <TableCell className="whitespace-nowrap">
                  <NpsDifferenceText difference={group.difference} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
    </Section>
  );
}

interface GroupNameProps {
  url: NpsUrl;
  by: NpsDimension;
  value: string | null;
  label: string | null;
}

/** A link to the group's own answers. */
function GroupName({ url, by, value, label }: GroupNameProps) {
  if (value === null) return <span className="text-subtle">Not known</span>;
  const proof = by === "proof" ? ProofSchema.parse(value) : null;
  const only: Record<NpsDimension, Parameters<NpsUrl["setParams"]>[0]> = {
    model: { model: [value] },
    route: { routeId: [value] },
    locale: { locale: [value] },
    appVersion: { appVersion: [value] },
    proof: { proof: proof && [proof] },
    project: { projectId: [value] },
  };
  return (
    <button
      type="button"
      title="Show only these answers"
      onClick={() => url.setParams(only[by])}
      className={`min-h-6 rounded-sm text-emphasis underline-offset-2 hover:underline ${by === "model" || by === "appVersion" ? "font-mono text-xs" : ""}`}
    >
      {proof === null ? label : PROOF_LABELS[proof]}
    </button>
  );
}
