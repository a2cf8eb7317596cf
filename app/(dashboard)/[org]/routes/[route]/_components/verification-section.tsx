"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { usePlan } from "@/app/_components/use-plan";
import { formatCost, formatCount, formatDuration, UNKNOWN } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Badge, type BadgeProps } from "@/app/_ui/badge";
import { Card, Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import { VERIFICATION_WINDOWS, type VerificationView } from "@/server/contracts/verification";

const WINDOWS = {
  "24h": { label: "Last 24 hours", days: 1 },
  "7d": { label: "Last 7 days", days: 7 },
  "30d": { label: "Last 30 days", days: 30 },
} as const;

interface StatusLook {
  label: string;
  tone: BadgeProps["tone"];
  text: string;
}

const STATUSES: Readonly<Record<VerificationView["status"], StatusLook>> = {
  verified: {
    label: "Verified",
    tone: "success",
    text: "Better than the first model beyond doubt, or cheaper and not noticeably worse.",
  },
  not_verified: {
    label: "Not verified",
    tone: "neutral",
    text: "There are enough scores, and they do not show that choosing is worth it yet.",
  },
  insufficient_data: {
    label: "Not known yet",
    tone: "outline",
    text: "Each side needs scores of at least 30 sessions that could have got either.",
  },
  regression_detected: {
    label: "Worse",
    tone: "error",
    text: "What the route chose does worse than its first model, beyond doubt. Pin the first model, or set constraints.",
  },
};

/** Whether what the route chooses by itself is worth it, compared with always asking its first model. */
export function VerificationSection({ routeId }: { routeId: string }) {
  const { org } = useConsole();
  const plan = usePlan();
  const [window, setWindow] = useQueryState(
    "window",
    parseAsStringLiteral(VERIFICATION_WINDOWS).withDefault("7d"),
  );
  const verification = useQuery({
    ...useTRPC().verification.get.queryOptions({ orgSlug: org.slug, route_id: routeId, window }),
    placeholderData: keepPreviousData,
  });
  const days = plan?.decisionDays ?? 7;
  return (
    <Section
      title="Is it worth it?"
      description="What the route chose by itself against its first model, on sessions that could have got either. Each counts by how unlikely its side was, so that hard tasks are not compared with easy ones."
      actions={
        <Select
          aria-label="Time compared"
          size="sm"
          className="w-36"
          options={VERIFICATION_WINDOWS.filter((id) => WINDOWS[id].days <= days).map((value) => ({
            value,
            label: WINDOWS[value].label,
          }))}
          value={window}
          onValueChange={(next) => void setWindow(next)}
        />
      }
    >
      <Card>
        {verification.data !== undefined ? (
          <Verdict view={verification.data} />
        ) : verification.isError ? (
          <QueryError query={verification} title="The comparison could not be loaded" />
        ) : (
          <Loading label="Comparing…">
            <Skeleton className="m-4 h-24" />
          </Loading>
        )}
      </Card>
    </Section>
  );
}

function Verdict({ view }: { view: VerificationView }) {
  const { label, tone, text } = STATUSES[view.status];
  const { baseline_model: first, quality_difference: gap } = view;
  if (first === null) return <p className="px-4 py-6 text-sm text-muted">This route has no models yet.</p>;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 px-4 py-3 text-sm text-default">
        <Badge tone={tone}>{label}</Badge> {text}
        {gap !== null && (
          <span className="text-muted tabular-nums">
            The difference in score is {signed(gap.difference)}, between {signed(gap.lower)} and{" "}
            {signed(gap.upper)} points of 10.
          </span>
        )}
      </p>
      <Table label="The route's own choices and its first model">
        <TableHead>
          <TableRow>
            <TableHeaderCell>Answered by</TableHeaderCell>
            <TableHeaderCell isNumeric>Sessions</TableHeaderCell>
            <TableHeaderCell isNumeric>Score, 0 to 10</TableHeaderCell>
            <TableHeaderCell isNumeric>A request</TableHeaderCell>
            <TableHeaderCell isNumeric>Usual latency</TableHeaderCell>
          </TableRow>
        </TableHead>
        <TableBody>
          <SideRow name={`${first.provider}/${first.model}`} note="first model" side={view.baseline} />
          <SideRow name="Other choices of the route" side={view.floopy} />
        </TableBody>
      </Table>
    </>
  );
}

function SideRow({ name, note, side }: { name: string; note?: string; side: VerificationView["baseline"] }) {
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">
        <span className={note === undefined ? "text-emphasis" : "font-mono text-xs text-emphasis"}>
          {name}
        </span>{" "}
        {note !== undefined && <Badge tone="outline">{note}</Badge>}
      </TableCell>
      <TableCell isNumeric>{formatCount(side.samples)}</TableCell>
      <TableCell isNumeric>
        {side.composite_quality === null ? UNKNOWN : (side.composite_quality * 10).toFixed(2)}
      </TableCell>
      <TableCell isNumeric>{formatCost(side.avg_cost_micro_usd)}</TableCell>
      <TableCell isNumeric>{formatDuration(side.p50_latency_ms)}</TableCell>
    </TableRow>
  );
}

function signed(share: number): string {
  const points = share * 10;
  return `${points < 0 ? "−" : "+"}${Math.abs(points).toFixed(2)}`;
}
