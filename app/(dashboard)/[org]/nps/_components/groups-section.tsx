import { placeOf } from "@/app/_charts/prepare-nps-trend";
import { formatCount } from "@/app/_lib/format";
import { formatPoints } from "@/app/_lib/nps-format";
import { Badge } from "@/app/_ui/badge";
import { Card, Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import { ProofSchema } from "@/server/contracts/feedback";
import {
  NPS_ANSWERS_MIN,
  NPS_DIMENSIONS,
  type NpsDifference,
  type NpsDimension,
  type NpsFigure,
  type NpsReport,
} from "@/server/contracts/nps";
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
                  <IntervalBar figure={group.figure} />
                </TableCell>
                <TableCell className="whitespace-nowrap">
                  <Difference difference={group.difference} />
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

function IntervalBar({ figure }: { figure: NpsFigure }) {
  if (figure.status === "insufficient") return <span className="text-xs text-subtle">–</span>;
  const [low, high, nps] = [placeOf(figure.low), placeOf(figure.high), placeOf(figure.nps)];
  return (
    <div className="flex items-center gap-3">
      <span aria-hidden className="relative h-3 w-32 shrink-0 rounded-sm bg-muted">
        <span className="absolute inset-y-0 left-1/2 border-l border-strong" />
        <span
          className="absolute inset-y-0.5 rounded-sm bg-accent-subtle ring-1 ring-accent-border"
          style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%` }}
        />
        <span
          className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-accent-solid"
          style={{ left: `${nps * 100}%` }}
        />
      </span>
      <span className="text-xs whitespace-nowrap text-muted tabular-nums">
        {formatPoints(figure.low)} to {formatPoints(figure.high)}
      </span>
    </div>
  );
}

function Difference({ difference }: { difference: NpsDifference | null }) {
  if (difference === null) return <span className="text-subtle">–</span>;
  const { points, low, high } = difference;
  const verdict =
    low > 0
      ? ({ tone: "success", word: "higher" } as const)
      : high < 0
        ? ({ tone: "error", word: "lower" } as const)
        : ({ tone: "outline", word: "not told apart" } as const);
  return (
    <span className="flex items-center gap-2">
      <Badge tone={verdict.tone}>{verdict.word}</Badge>
      <span className="text-xs text-muted tabular-nums">
        {formatPoints(points)} ({formatPoints(low)} to {formatPoints(high)})
      </span>
    </span>
  );
}
