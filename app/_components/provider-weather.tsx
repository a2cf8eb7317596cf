"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount, formatDuration } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { type DotTone, StatusDot } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { Circuit, CircuitStateName } from "@/server/contracts/circuits";

const STATES: Readonly<Record<CircuitStateName, { tone: DotTone; label: string }>> = {
  closed: { tone: "success", label: "Answering" },
  half_open: { tone: "warning", label: "Trying again" },
  cooling_down: { tone: "warning", label: "Rate limited" },
  open: { tone: "error", label: "Not called" },
};
const REFRESH_MS = 3_000;

export interface ProviderWeatherProps {
  /** Only these models, as `provider/model`; all when left out. */
  models?: readonly string[];
}

/** What the gateway's circuit breakers see right now. */
export function ProviderWeather({ models }: ProviderWeatherProps) {
  const { org, may } = useConsole();
  const isAllowed = may("provider:read");
  const circuits = useQuery(
    useTRPC().circuits.list.queryOptions(
      { orgSlug: org.slug },
      { refetchInterval: REFRESH_MS, enabled: isAllowed },
    ),
  );
  if (!isAllowed) return null;
  const shown = (circuits.data?.items ?? []).filter(
    ({ provider, model }) => models === undefined || models.includes(`${provider}/${model}`),
  );
  return (
    <Section
      title="Provider weather"
      description="Each model and key as the gateway has seen it in the last two minutes. One that keeps failing is left alone for a while, then tried again."
    >
      <Card>
        {circuits.isError ? (
          <QueryError query={circuits} title="The weather could not be loaded" />
        ) : shown.length === 0 ? (
          <p className="px-4 py-6 text-sm text-muted">
            {circuits.isPending
              ? "Looking…"
              : "No calls in the last two minutes. Models appear here while they are used."}
          </p>
        ) : (
          <WeatherTable circuits={shown} />
        )}
      </Card>
    </Section>
  );
}

function WeatherTable({ circuits }: { circuits: readonly Circuit[] }) {
  return (
    <Table label="Provider weather">
      <TableHead>
        <TableRow>
          <TableHeaderCell>Model</TableHeaderCell>
          <TableHeaderCell>Key</TableHeaderCell>
          <TableHeaderCell>State</TableHeaderCell>
          <TableHeaderCell isNumeric>Latency</TableHeaderCell>
          <TableHeaderCell isNumeric>Failures</TableHeaderCell>
          <TableHeaderCell>Last failure</TableHeaderCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {circuits.map((circuit) => (
          <TableRow key={`${circuit.provider} ${circuit.model} ${circuit.providerKeyId}`}>
            <TableCell className="font-mono text-xs whitespace-nowrap text-emphasis">
              {circuit.provider}/{circuit.model}
            </TableCell>
            <TableCell className="max-w-40 truncate text-muted">{circuit.keyName ?? "–"}</TableCell>
            <TableCell className="whitespace-nowrap">
              <span className="flex items-center gap-1.5">
                <StatusDot tone={STATES[circuit.state].tone} isLive={circuit.state !== "closed"} />
                {STATES[circuit.state].label}
                {circuit.blockedUntil !== null && (
                  <span className="text-xs text-subtle">
                    until{" "}
                    <time dateTime={circuit.blockedUntil.toISOString()}>
                      {circuit.blockedUntil.toLocaleTimeString()}
                    </time>
                  </span>
                )}
              </span>
            </TableCell>
            <TableCell isNumeric>{formatDuration(circuit.latencyMs)}</TableCell>
            <TableCell isNumeric className="whitespace-nowrap">
              {formatCount(circuit.failures)} of {formatCount(circuit.calls)}
            </TableCell>
            <TableCell className="max-w-64 truncate text-muted">
              {circuit.lastFailure === null || circuit.lastFailureAt === null ? (
                "–"
              ) : (
                <>
                  {circuit.lastFailure}, <RelativeTime date={circuit.lastFailureAt} />
                </>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
