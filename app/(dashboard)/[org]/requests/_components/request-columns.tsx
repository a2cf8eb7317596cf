import { CornerDownRight } from "lucide-react";
import type { DataColumn } from "@/app/_components/data-table/data-column";
import { LogTime } from "@/app/_components/log-time";
import { ModelPath } from "@/app/_components/model-path";
import { purposeLabel } from "@/app/_components/purpose-label";
import { RequestCost } from "@/app/_components/request-cost";
import { REQUEST_STATUS_LOOK } from "@/app/_components/request-status";
import { formatCount, formatDuration, UNKNOWN } from "@/app/_lib/format";
import { Badge, StatusDot } from "@/app/_ui/badge";
import { shortenMiddle } from "@/app/_ui/shorten";
import type { RequestRow, RequestSort } from "@/server/contracts/requests";

export type RequestColumn = DataColumn<RequestRow, RequestSort>;

/** Columns that start hidden; the reader's choice is remembered. */
export const HIDDEN_BY_DEFAULT: Readonly<Record<string, boolean>> = {
  endpoint: true,
  endUser: true,
  apiKey: true,
  finish: true,
};

/** The table's columns; `keyLabel` names an API key. */
export function requestColumns(keyLabel: (keyId: string) => string): readonly RequestColumn[] {
  return [
    {
      id: "time",
      header: "Time",
      width: 152,
      isFixed: true,
      sorts: [
        { value: "newest", direction: "descending" },
        { value: "oldest", direction: "ascending" },
      ],
      cell: (row) => <LogTime date={row.createdAt} />,
    },
    { id: "status", header: "Status", width: 104, cell: (row) => <StatusCell row={row} /> },
    { id: "model", header: "Model", width: 260, isFlexible: true, cell: (row) => <ModelCell row={row} /> },
    {
      id: "session",
      header: "Session",
      width: 150,
      isFlexible: true,
      cell: (row) => <Id text={row.sessionId || null} />,
    },
    {
      id: "endUser",
      header: "User",
      width: 130,
      isFlexible: true,
      cell: (row) => <Id text={row.endUserId} />,
    },
    { id: "apiKey", header: "Key", width: 130, isFlexible: true, cell: (row) => keyLabel(row.apiKeyId) },
    { id: "endpoint", header: "Endpoint", width: 140, cell: (row) => <Mono>{row.endpoint}</Mono> },
    { id: "finish", header: "Finish", width: 100, cell: (row) => row.finishReason ?? UNKNOWN },
    {
      id: "tokens",
      header: "Tokens in / out",
      width: 120,
      isNumeric: true,
      cell: (row) => <TokensCell row={row} />,
    },
    {
      id: "cost",
      header: "Cost",
      width: 100,
      isNumeric: true,
      sorts: [{ value: "costliest", direction: "descending" }],
      cell: (row) => <RequestCost request={row} />,
    },
    {
      id: "ttft",
      header: "First token",
      width: 96,
      isNumeric: true,
      cell: (row) => formatDuration(row.ttftMs),
    },
    {
      id: "latency",
      header: "Latency",
      width: 96,
      isNumeric: true,
      sorts: [{ value: "slowest", direction: "descending" }],
      cell: (row) => formatDuration(row.latencyMs),
    },
  ];
}

function StatusCell({ row }: { row: RequestRow }) {
  const { label, tone } = REQUEST_STATUS_LOOK[row.status];
  return (
    <span className="inline-flex items-center gap-2 text-default" title={row.errorCode ?? undefined}>
      <StatusDot tone={tone} />
      {label}
      {row.status === "error" && <span className="text-xs text-subtle tabular-nums">{row.httpStatus}</span>}
    </span>
  );
}

function ModelCell({ row }: { row: RequestRow }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1.5">
      <ModelPath request={row} />
      {row.purpose !== null && <Badge tone="outline">{purposeLabel(row.purpose)}</Badge>}
      {row.fallbackIndex > 0 && (
        <span
          title={`Answered by fallback ${row.fallbackIndex}`}
          className="inline-flex items-center gap-0.5 text-xs text-warning"
        >
          <CornerDownRight aria-hidden className="size-3" />
          <span className="sr-only">fallback</span>
          {row.fallbackIndex}
        </span>
      )}
    </span>
  );
}

function TokensCell({ row }: { row: RequestRow }) {
  return (
    <>
      {formatCount(row.inputTokens)}
      <span className="px-1 text-subtle">/</span>
      {formatCount(row.outputTokens)}
    </>
  );
}

function Id({ text }: { text: string | null }) {
  if (text === null) return UNKNOWN;
  return (
    <span title={text}>
      <Mono>{shortenMiddle(text, 20)}</Mono>
    </span>
  );
}

function Mono({ children }: { children: string }) {
  return <span className="font-mono text-xs">{children}</span>;
}
