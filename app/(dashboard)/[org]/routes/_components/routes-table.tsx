import { Pin } from "lucide-react";
import Link from "next/link";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount, formatDuration, formatPercent } from "@/app/_lib/format";
import { Badge } from "@/app/_ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { Route, RouteTrafficOutput } from "@/server/contracts/routes";
import { strategyLabel } from "./strategies";

export interface RoutesTableProps {
  routes: readonly Route[];
  /** Undefined while it is loading. */
  traffic: RouteTrafficOutput["items"] | undefined;
}

export function RoutesTable({ routes, traffic }: RoutesTableProps) {
  return (
    <Table label="Routes">
      <TableHead>
        <TableRow>
          <TableHeaderCell>Route</TableHeaderCell>
          <TableHeaderCell>Strategy</TableHeaderCell>
          <TableHeaderCell>Models</TableHeaderCell>
          <TableHeaderCell isNumeric>Requests</TableHeaderCell>
          <TableHeaderCell isNumeric>p50</TableHeaderCell>
          <TableHeaderCell isNumeric>p95</TableHeaderCell>
          <TableHeaderCell isNumeric>Errors</TableHeaderCell>
          <TableHeaderCell isNumeric>Fallbacks</TableHeaderCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {routes.map((route) => (
          <RouteRow
            key={route.id}
            route={route}
            figures={traffic?.find(({ routeId }) => routeId === route.id)}
          />
        ))}
      </TableBody>
    </Table>
  );
}

function RouteRow({
  route,
  figures,
}: {
  route: Route;
  figures: RouteTrafficOutput["items"][number] | undefined;
}) {
  const { org } = useConsole();
  const pinned = route.candidates.find(({ id }) => id === route.pinnedCandidateId);
  const enabled = route.candidates.filter(({ isEnabled }) => isEnabled);
  return (
    <TableRow>
      <TableCell>
        <span className="flex flex-wrap items-center gap-2">
          <Link
            href={`/${org.slug}/routes/${route.id}`}
            className="rounded-sm font-semibold text-emphasis hover:underline"
          >
            {route.name}
          </Link>
          <span className="font-mono text-xs text-subtle">{route.slug}</span>
          {route.isDefault && <Badge tone="accent">auto</Badge>}
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {pinned === undefined ? (
          strategyLabel(route.strategy)
        ) : (
          <Badge tone="info" icon={<Pin aria-hidden />}>
            Pinned to {pinned.model}
          </Badge>
        )}
      </TableCell>
      <TableCell className="max-w-72">
        <span
          title={enabled.map(({ provider, model }) => `${provider}/${model}`).join(", ")}
          className="block truncate font-mono text-xs text-muted"
        >
          {enabled.length === 0 ? "none enabled" : enabled.map(({ model }) => model).join(" → ")}
        </span>
      </TableCell>
      <TableCell isNumeric>{formatCount(figures?.requests ?? 0)}</TableCell>
      <TableCell isNumeric>{formatDuration(figures?.p50LatencyMs ?? null)}</TableCell>
      <TableCell isNumeric>{formatDuration(figures?.p95LatencyMs ?? null)}</TableCell>
      <TableCell isNumeric>{formatPercent(figures?.errorRate ?? null)}</TableCell>
      <TableCell isNumeric>{formatPercent(figures?.fallbackRate ?? null)}</TableCell>
    </TableRow>
  );
}
