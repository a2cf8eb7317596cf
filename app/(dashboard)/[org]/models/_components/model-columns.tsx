import type { DataColumn } from "@/app/_components/data-table/data-column";
import { formatCompact, formatCost, formatCount, UNKNOWN } from "@/app/_lib/format";
import { formatRate, shortPromptRate } from "@/app/_lib/rates";
import { Badge, StatusDot } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { ModelRow } from "@/server/contracts/models";
import type { RateName } from "@/server/contracts/prices";
import type { ModelSort } from "../search-params";
import { CapabilityIcons } from "./capability-icons";

export const MODEL_COLUMNS: readonly DataColumn<ModelRow, ModelSort>[] = [
  {
    id: "model",
    header: "Model",
    width: 186,
    isFlexible: true,
    isFixed: true,
    sorts: [{ value: "name", direction: "ascending" }],
    cell: (row) => <NameCell row={row} />,
  },
  { id: "connected", header: "Status", width: 112, cell: (row) => <StatusCell row={row} /> },
  {
    id: "context",
    header: "Context / output",
    width: 112,
    isNumeric: true,
    sorts: [{ value: "context", direction: "descending" }],
    cell: (row) => <SizeCell row={row} />,
  },
  {
    id: "capabilities",
    header: "Can",
    width: 148,
    cell: (row) => <CapabilityIcons names={row.capabilities} />,
  },
  {
    id: "input",
    header: "Input / 1M",
    width: 80,
    isNumeric: true,
    sorts: [
      { value: "cheapest", direction: "ascending" },
      { value: "dearest", direction: "descending" },
    ],
    cell: (row) => <PriceCell row={row} name="input" />,
  },
  {
    id: "cached",
    header: "Cached",
    width: 66,
    isNumeric: true,
    cell: (row) => <PriceCell row={row} name="cachedInput" />,
  },
  {
    id: "output",
    header: "Output / 1M",
    width: 90,
    isNumeric: true,
    cell: (row) => <PriceCell row={row} name="output" />,
  },
  {
    id: "requests",
    header: "Requests, 7 d",
    width: 112,
    isNumeric: true,
    sorts: [{ value: "used", direction: "descending" }],
    cell: (row) => (row.requests === 0 ? UNKNOWN : formatCount(row.requests)),
  },
  {
    id: "cost",
    header: "Cost, 7 d",
    width: 98,
    isNumeric: true,
    sorts: [{ value: "cost", direction: "descending" }],
    cell: (row) => <CostCell row={row} />,
  },
  {
    id: "lastUsed",
    header: "Last used",
    width: 104,
    cell: (row) => (row.lastUsedAt === null ? UNKNOWN : <RelativeTime date={row.lastUsedAt} />),
  },
];

function NameCell({ row }: { row: ModelRow }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1.5" title={row.name}>
      <span className="truncate font-mono text-xs">
        <span className="text-subtle">{row.provider}/</span>
        <span className="text-emphasis">{row.model}</span>
      </span>
      {row.kind === "embedding" && <Badge tone="outline">embedding</Badge>}
    </span>
  );
}

function StatusCell({ row }: { row: ModelRow }) {
  if (row.isSandbox) return <Badge tone="info">Sandbox</Badge>;
  return (
    <span className="inline-flex items-center gap-2 text-muted">
      <StatusDot tone={row.isConnected ? "success" : "neutral"} />
      {row.isConnected ? "Connected" : "Not connected"}
    </span>
  );
}

function SizeCell({ row: { contextWindow, maxOutputTokens } }: { row: ModelRow }) {
  return (
    <span title="Tokens it reads at once / tokens it can write">
      {formatCompact(contextWindow)}
      <span className="px-1 text-subtle">/</span>
      {formatCompact(maxOutputTokens)}
    </span>
  );
}

function PriceCell({ row, name }: { row: ModelRow; name: RateName }) {
  if (row.price === null) return name === "input" ? <Badge tone="warning">unknown</Badge> : UNKNOWN;
  const rate = row.price[name];
  const hasTiers = typeof rate === "object" && rate.tiers.length > 0;
  return (
    <span title={hasTiers ? "More for long prompts: open the model for its tiers." : undefined}>
      {formatRate(shortPromptRate(rate))}
      {hasTiers && <span className="text-subtle">+</span>}
      {name === "input" && row.priceSource === "override" && <span className="text-subtle"> own</span>}
    </span>
  );
}

function CostCell({ row }: { row: ModelRow }) {
  if (row.requests === 0) return UNKNOWN;
  if (row.unpricedRequests === 0) return formatCost(row.costMicroUsd);
  const title = `${formatCount(row.unpricedRequests)} of ${formatCount(row.requests)} requests have no known price`;
  if (row.costMicroUsd === 0) {
    return (
      <span title={title}>
        <Badge tone="warning">no price</Badge>
      </span>
    );
  }
  return <span title={title}>{formatCost(row.costMicroUsd)} +?</span>;
}
