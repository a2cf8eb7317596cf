import type { DataColumn } from "@/app/_components/data-table/data-column";
import { OUTCOME_LABELS, phaseLabel, selectionText } from "@/app/_components/decision/decision-texts";
import { LogTime } from "@/app/_components/log-time";
import { REQUEST_STATUS_LOOK } from "@/app/_components/request-status";
import { servedModel } from "@/app/_components/served-model";
import { formatCost, formatPercent, UNKNOWN } from "@/app/_lib/format";
import { StatusDot } from "@/app/_ui/badge";
import { shortenMiddle } from "@/app/_ui/shorten";
import type { DecisionView } from "@/server/contracts/decisions";

type DecisionColumn = DataColumn<DecisionView, "newest">;

/** The table's columns; `routeName` names a route. */
export function decisionColumns(routeName: (routeId: string) => string): readonly DecisionColumn[] {
  return [
    {
      id: "time",
      header: "Time",
      width: 136,
      isFixed: true,
      cell: (row) => <LogTime date={new Date(row.request_created_at)} />,
    },
    {
      id: "model",
      header: "Chosen",
      width: 172,
      isFlexible: true,
      cell: ({ winner }) => <Mono text={winner === null ? null : servedModel(winner)} />,
    },
    {
      id: "why",
      header: "Why",
      width: 112,
      isFlexible: true,
      cell: (row) => selectionText(row.decision_trace.selection)?.label ?? UNKNOWN,
    },
    {
      id: "route",
      header: "Route",
      width: 72,
      isFlexible: true,
      cell: ({ decision_trace: { route_id } }) => (route_id === null ? UNKNOWN : routeName(route_id)),
    },
    {
      id: "phase",
      header: "Led by",
      width: 104,
      cell: ({ phase }) => (phase === null ? UNKNOWN : phaseLabel(phase)),
    },
    {
      id: "chance",
      header: "Chance",
      width: 70,
      isNumeric: true,
      cell: (row) => formatPercent(row.decision_trace.propensity),
    },
    {
      id: "confidence",
      header: "Confidence",
      width: 92,
      isNumeric: true,
      cell: (row) => row.confidence?.toFixed(2) ?? UNKNOWN,
    },
    {
      id: "session",
      header: "Session",
      width: 130,
      isFlexible: true,
      cell: (row) => <Mono text={row.session_id} />,
    },
    {
      id: "cost",
      header: "Cost",
      width: 92,
      isNumeric: true,
      cell: (row) => formatCost(row.cost_micro_usd),
    },
    { id: "outcome", header: "Outcome", width: 112, cell: (row) => <Outcome row={row} /> },
  ];
}

function Outcome({ row }: { row: DecisionView }) {
  return (
    <span className="inline-flex items-center gap-2">
      <StatusDot tone={REQUEST_STATUS_LOOK[row.status].tone} />
      {row.outcome.fallback_used ? "Answered by another" : OUTCOME_LABELS[row.reason]}
    </span>
  );
}

function Mono({ text }: { text: string | null }) {
  if (text === null) return UNKNOWN;
  return (
    <span title={text} className="font-mono text-xs">
      {shortenMiddle(text, 28)}
    </span>
  );
}
