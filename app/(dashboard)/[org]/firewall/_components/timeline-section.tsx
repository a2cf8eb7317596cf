import { useMemo, useState } from "react";
import { type HitSeriesKind, type PreparedHits, prepareHits } from "@/app/_charts/prepare-hits";
import { StackedBars } from "@/app/_charts/stacked-bars";
import { formatStep } from "@/app/_charts/time-axis";
import { useTimeZone } from "@/app/_charts/use-time-zone";
import { findingLabel } from "@/app/_components/finding-label";
import { formatCount } from "@/app/_lib/format";
import { Button } from "@/app/_ui/button";
import { Card, Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { HitDirection } from "@/server/contracts/firewall";
import type { HitTimeline } from "@/server/contracts/firewall-hits";
import type { FoundProps } from "./found-tab";

const BY: readonly { value: HitSeriesKind; label: string }[] = [
  { value: "action", label: "By what was done" },
  { value: "category", label: "By category" },
  { value: "detector", label: "By detector" },
];
const DIRECTIONS: readonly { value: HitDirection | "both"; label: string }[] = [
  { value: "both", label: "Requests and answers" },
  { value: "request", label: "Requests" },
  { value: "answer", label: "Answers" },
];

/** Hits by hour or day, from counters: as quick with a million of them. */
export function TimelineSection({ policy, url, timeline }: FoundProps & { timeline: HitTimeline }) {
  const timeZone = useTimeZone();
  const [isTable, setIsTable] = useState(false);
  const { by, direction } = url.params;
  const prepared = useMemo(() => {
    const counts = timeline.counts.filter((count) => direction === null || count.direction === direction);
    const nameOf = (count: Parameters<typeof findingLabel>[0]): string =>
      findingLabel(count, policy.customRules);
    return prepareHits({ ...timeline, counts }, { by, timeZone, nameOf });
  }, [timeline, direction, by, timeZone, policy.customRules]);
  return (
    <Section
      title="Over time"
      description="A hit is what one detector found in one request or its answer, however often."
      actions={
        <div className="flex flex-wrap gap-2">
          <Select
            aria-label="Direction"
            className="w-48"
            options={DIRECTIONS}
            value={direction ?? "both"}
            onValueChange={(value) => url.setParams({ direction: value === "both" ? null : value })}
          />
          <Select
            aria-label="Split"
            className="w-44"
            options={BY}
            value={by}
            onValueChange={(value) => url.setParams({ by: value })}
          />
          <Button onClick={() => setIsTable(!isTable)}>{isTable ? "Show the chart" : "Show a table"}</Button>
        </div>
      }
    >
      <Card className="overflow-visible p-4">
        <Legend prepared={prepared} perBar={formatStep(timeline.bucketMs)} />
        {isTable ? (
          <HitTable prepared={prepared} />
        ) : (
          <div className="relative mt-4 pl-10">
            <span
              aria-hidden
              className="absolute top-0 left-0 w-8 -translate-y-1/2 text-right text-2xs text-subtle tabular-nums"
            >
              {formatCount(prepared.countMax)}
            </span>
            <StackedBars
              bars={prepared.bars}
              ticks={prepared.ticks}
              label="Hits over time. Enter zooms into a bar."
              things="hits"
              heightClass="h-44 border-t border-subtle"
              onSelect={({ from, to }) => url.setParams({ from, to })}
            />
          </div>
        )}
      </Card>
    </Section>
  );
}

function Legend({ prepared: { series, total }, perBar }: { prepared: PreparedHits; perBar: string }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
      <p>
        <span className="font-semibold text-emphasis tabular-nums">{formatCount(total)}</span>{" "}
        {total === 1 ? "hit" : "hits"}
      </p>
      {series.map(({ key, label, fill, total: count }) => (
        <p key={key} className="flex items-center gap-1.5">
          <svg aria-hidden="true" className="size-2">
            <rect width="8" height="8" rx="2" className={fill} />
          </svg>
          {label} <span className="text-subtle tabular-nums">{formatCount(count)}</span>
        </p>
      ))}
      <p className="ml-auto text-subtle max-sm:hidden">one bar per {perBar}</p>
    </div>
  );
}

function HitTable({ prepared: { bars, series } }: { prepared: PreparedHits }) {
  const filled = bars.filter(({ segments }) => segments.length > 0).toReversed();
  return (
    <div className="mt-3 max-h-80 overflow-auto">
      <Table label="Hits over time">
        <TableHead>
          <tr>
            <TableHeaderCell>When</TableHeaderCell>
            {series.map(({ key, label }) => (
              <TableHeaderCell key={key} isNumeric>
                {label}
              </TableHeaderCell>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {filled.map(({ fromMs, label, segments }) => (
            <TableRow key={fromMs}>
              <TableCell className="whitespace-nowrap">{label}</TableCell>
              {series.map(({ key }) => (
                <TableCell key={key} isNumeric>
                  {formatCount(segments.find((segment) => segment.key === key)?.count ?? 0)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
