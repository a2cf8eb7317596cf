import { MessageSquare } from "lucide-react";
import type { DataColumn } from "@/app/_components/data-table/data-column";
import { LogTime } from "@/app/_components/log-time";
import { formatCost, formatCount, formatDuration, UNKNOWN } from "@/app/_lib/format";
import { NPS_GROUP_LOOK } from "@/app/_lib/nps-format";
import { Badge } from "@/app/_ui/badge";
import { shortenMiddle } from "@/app/_ui/shorten";
import { npsGroupOf } from "@/server/contracts/nps";
import type { SessionSummary } from "@/server/contracts/sessions";

export const SESSION_COLUMNS: readonly DataColumn<SessionSummary, "latest">[] = [
  {
    id: "session",
    header: "Session",
    width: 190,
    isFlexible: true,
    isFixed: true,
    cell: (row) => <Id text={row.session_id} />,
  },
  {
    id: "seen",
    header: "Last request",
    width: 140,
    cell: (row) => <LogTime date={new Date(row.last_seen_at)} />,
  },
  {
    id: "endUser",
    header: "User",
    width: 140,
    isFlexible: true,
    cell: (row) => <Id text={row.end_user_id} />,
  },
  {
    id: "turns",
    header: "Turns",
    width: 72,
    isNumeric: true,
    cell: (row) => formatCount(row.turn_count),
  },
  { id: "models", header: "Models", width: 200, isFlexible: true, cell: (row) => <Models row={row} /> },
  {
    id: "cost",
    header: "Cost",
    width: 100,
    isNumeric: true,
    cell: (row) => formatCost(row.cost_micro_usd),
  },
  {
    id: "duration",
    header: "Duration",
    width: 104,
    isNumeric: true,
    cell: (row) => sessionDuration(row),
  },
  { id: "nps", header: "NPS", width: 96, isNumeric: true, cell: (row) => <Score row={row} /> },
];

/** From the first request to the last one; one request has none. */
export function sessionDuration(
  row: Pick<SessionSummary, "first_seen_at" | "last_seen_at" | "turn_count">,
): string {
  if (row.turn_count < 2) return UNKNOWN;
  return formatDuration(new Date(row.last_seen_at).getTime() - new Date(row.first_seen_at).getTime());
}

function Id({ text }: { text: string | null }) {
  if (text === null) return UNKNOWN;
  return (
    <span title={text} className="font-mono text-xs">
      {shortenMiddle(text, 24)}
    </span>
  );
}

function Models({ row: { models } }: { row: SessionSummary }) {
  const [first, ...others] = models;
  if (first === undefined) return UNKNOWN;
  return (
    <span title={models.join("\n")} className="font-mono text-xs">
      {first}
      {others.length > 0 && <span className="text-subtle"> +{others.length}</span>}
    </span>
  );
}

function Score({ row: { nps } }: { row: SessionSummary }) {
  if (nps === null) return <span className="text-subtle">{UNKNOWN}</span>;
  return (
    <span className="inline-flex items-center gap-1.5" title={nps.comment ?? undefined}>
      {nps.comment !== null && (
        <>
          <MessageSquare aria-hidden className="size-3 text-subtle" />
          <span className="sr-only">with a comment,</span>
        </>
      )}
      <Badge
        tone={NPS_GROUP_LOOK[npsGroupOf(nps.score)].tone}
        className="min-w-6 justify-center tabular-nums"
      >
        {nps.score}
      </Badge>
    </span>
  );
}
