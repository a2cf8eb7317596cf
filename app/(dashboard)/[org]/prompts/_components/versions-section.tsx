import { useQuery } from "@tanstack/react-query";
import { Tag } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { NpsDifferenceText, NpsIntervalBar } from "@/app/_components/nps-interval";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCost, formatCount, formatDuration, UNKNOWN } from "@/app/_lib/format";
import { formatPoints } from "@/app/_lib/nps-format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { IconButton } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import { NPS_ANSWERS_MIN } from "@/server/contracts/nps";
import type { PromptReport, PromptVersionView, PromptView } from "@/server/contracts/prompts";
import { REPORT_RANGES } from "../search-params";
import { LabelBadge } from "./label-badge";
import { MoveLabelDialog } from "./move-label-dialog";

type Range = (typeof REPORT_RANGES)[number];

const RANGE_OPTIONS = REPORT_RANGES.map((value) => ({ value, label: `Last ${value.replace("d", " days")}` }));

export interface VersionsSectionProps {
  prompt: PromptView;
  versions: readonly PromptVersionView[];
  shown: number | null;
  range: Range;
  onRange: (range: Range) => void;
  onShow: (version: number) => void;
}

/** All versions with what they were used for and what users said. */
export function VersionsSection({ prompt, versions, shown, range, onRange, onShow }: VersionsSectionProps) {
  const { org, may } = useConsole();
  const [labelled, setLabelled] = useState<number | null>(null);
  const report = useQuery(
    useTRPC().prompts.report.queryOptions({ orgSlug: org.slug, promptId: prompt.id, range }),
  );
  return (
    <Section
      title="Versions"
      description={`A session counts for the version that served most of it. An NPS is shown from ${NPS_ANSWERS_MIN} answers on; “Beside the others” compares a version with all others.`}
      actions={
        <Select
          aria-label="Time range"
          className="w-36"
          size="sm"
          options={RANGE_OPTIONS}
          value={range}
          onValueChange={onRange}
        />
      }
    >
      <Card>
        {report.isError && <QueryError query={report} title="The figures could not be loaded" />}
        <Table label="Versions">
          <TableHead>
            <TableRow>
              <TableHeaderCell>Version</TableHeaderCell>
              <TableHeaderCell>Note</TableHeaderCell>
              <TableHeaderCell isNumeric>Requests</TableHeaderCell>
              <TableHeaderCell isNumeric>Errors</TableHeaderCell>
              <TableHeaderCell isNumeric>Cost each</TableHeaderCell>
              <TableHeaderCell isNumeric>p50</TableHeaderCell>
              <TableHeaderCell isNumeric>Answers</TableHeaderCell>
              <TableHeaderCell isNumeric>NPS</TableHeaderCell>
              <TableHeaderCell>95 % interval</TableHeaderCell>
              <TableHeaderCell>Beside the others</TableHeaderCell>
              <TableHeaderCell>Created</TableHeaderCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {versions.map((version) => (
              <TableRow key={version.version} className={version.version === shown ? "bg-subtle" : undefined}>
                <TableCell>
                  <span className="flex items-center gap-1.5">
                    <button
                      type="button"
                      aria-current={version.version === shown ? "true" : undefined}
                      onClick={() => onShow(version.version)}
                      className="min-h-6 rounded-sm font-semibold text-emphasis underline-offset-3 hover:underline"
                    >
                      v{version.version}
                    </button>
                    {version.labels.map((label) => (
                      <LabelBadge key={label} label={label} />
                    ))}
                    {may("prompt:manage") && (
                      <IconButton
                        size="icon-sm"
                        label={`Labels of v${version.version}`}
                        onClick={() => setLabelled(version.version)}
                      >
                        <Tag aria-hidden />
                      </IconButton>
                    )}
                  </span>
                </TableCell>
                <TableCell className="max-w-48">
                  <span className="block truncate text-muted" title={version.note ?? undefined}>
                    {version.note}
                  </span>
                </TableCell>
                <Figures
                  href={`/${org.slug}/requests?promptId=${prompt.id}&promptVersion=${version.version}&range=${range}`}
                  figures={report.data?.versions.find((each) => each.version === version.version)}
                />
                <TableCell className="whitespace-nowrap">
                  <RelativeTime date={new Date(version.created_at)} className="text-muted" />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
      <MoveLabelDialog prompt={prompt} version={labelled} onClose={() => setLabelled(null)} />
    </Section>
  );
}

function Figures({ href, figures }: { href: string; figures: PromptReport["versions"][number] | undefined }) {
  if (figures === undefined)
    return (
      <>
        <TableCell isNumeric>0</TableCell>
        <TableCell colSpan={7} />
      </>
    );
  const { requests, errors, costMicroUsd, latencyMs, figure, difference } = figures;
  return (
    <>
      <TableCell isNumeric>
        <Link href={href} prefetch={false} className="rounded-sm text-emphasis hover:underline">
          {formatCount(requests)}
        </Link>
      </TableCell>
      <TableCell isNumeric>{formatCount(errors)}</TableCell>
      <TableCell isNumeric>
        {costMicroUsd === null ? UNKNOWN : formatCost(Math.round(costMicroUsd))}
      </TableCell>
      <TableCell isNumeric className="whitespace-nowrap">
        {formatDuration(latencyMs)}
      </TableCell>
      <TableCell isNumeric>{formatCount(figure.answers)}</TableCell>
      <TableCell isNumeric className="text-emphasis">
        {figure.status === "known" ? (
          formatPoints(figure.nps)
        ) : (
          <span className="whitespace-nowrap text-subtle">too few</span>
        )}
      </TableCell>
      <TableCell>
        <NpsIntervalBar figure={figure} />
      </TableCell>
      <TableCell className="whitespace-nowrap">
        <NpsDifferenceText difference={difference} />
      </TableCell>
    </>
  );
}
