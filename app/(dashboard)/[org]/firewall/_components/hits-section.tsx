"use client";

import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import Link from "next/link";
import { findingLabel } from "@/app/_components/finding-label";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { EmptyState } from "@/app/_ui/empty-state";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { FirewallHits, FirewallPolicy, FirewallRule } from "@/server/contracts/firewall";
import { requestsHref } from "../../requests/search-params";

export function HitsSection({ policy }: { policy: FirewallPolicy }) {
  const { org } = useConsole();
  const hits = useQuery(
    useTRPC().firewall.hits.queryOptions({ orgSlug: org.slug, projectId: policy.projectId }),
  );
  return (
    <Section title="Found in the last seven days" description="What was found and where, never what it said.">
      {hits.data !== undefined ? (
        <Hits hits={hits.data} rules={policy.customRules} />
      ) : hits.isError ? (
        <QueryError query={hits} title="The hits could not be loaded" />
      ) : (
        <Loading>
          <Skeleton className="h-40 w-full" />
        </Loading>
      )}
    </Section>
  );
}

interface Named {
  rules: readonly FirewallRule[];
}

function Hits({ hits, rules }: { hits: FirewallHits } & Named) {
  if (hits.latest.length === 0) {
    return (
      <EmptyState
        icon={<ShieldCheck />}
        title="Nothing was found"
        description="Requests in which the firewall finds something appear here within seconds."
      />
    );
  }
  return (
    <div className="space-y-6">
      <div className="grid gap-6 lg:grid-cols-2">
        <DayTable days={hits.days} />
        <DetectorTable detectors={hits.detectors} rules={rules} />
      </div>
      <LatestTable latest={hits.latest} rules={rules} />
    </div>
  );
}

function DayTable({ days }: { days: FirewallHits["days"] }) {
  return (
    <Card>
      <Table label="Requests with findings by day">
        <TableHead>
          <tr>
            <TableHeaderCell>Day (UTC)</TableHeaderCell>
            <TableHeaderCell isNumeric>Noted</TableHeaderCell>
            <TableHeaderCell isNumeric>Redacted</TableHeaderCell>
            <TableHeaderCell isNumeric>Blocked</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {days.map(({ day, flagged, redacted, blocked }) => (
            <TableRow key={day.getTime()}>
              <TableCell>{day.toISOString().slice(0, 10)}</TableCell>
              <TableCell isNumeric>{formatCount(flagged)}</TableCell>
              <TableCell isNumeric>{formatCount(redacted)}</TableCell>
              <TableCell isNumeric>{formatCount(blocked)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function DetectorTable({ detectors, rules }: Pick<FirewallHits, "detectors"> & Named) {
  return (
    <Card>
      <Table label="Requests by what was found">
        <TableHead>
          <tr>
            <TableHeaderCell>Found</TableHeaderCell>
            <TableHeaderCell isNumeric>Requests</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {detectors.map(({ category, detector, requests }) => (
            <TableRow key={`${category} ${detector}`}>
              <TableCell>{findingLabel({ category, detector }, rules)}</TableCell>
              <TableCell isNumeric>{formatCount(requests)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function LatestTable({ latest, rules }: Pick<FirewallHits, "latest"> & Named) {
  const { org } = useConsole();
  return (
    <Card>
      <Table label="Latest requests with findings">
        <TableHead>
          <tr>
            <TableHeaderCell>Request</TableHeaderCell>
            <TableHeaderCell>Result</TableHeaderCell>
            <TableHeaderCell>Found</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {latest.map(({ requestId, createdAt, status, findings }) => (
            <TableRow key={requestId}>
              <TableCell className="whitespace-nowrap">
                <Link
                  prefetch={false}
                  href={requestsHref(org.slug, { range: "7d", request: requestId })}
                  className="underline decoration-(--border-strong) underline-offset-3 hover:decoration-current"
                >
                  <RelativeTime date={createdAt} />
                </Link>
              </TableCell>
              <TableCell>{status === "flag" ? "noted" : status}</TableCell>
              <TableCell>
                {summaryOf(findings, rules)}
                <span className="block font-mono text-xs text-subtle">{placesOf(findings)}</span>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

const PLACES_MAX = 3;

/** Where in the request, or in the answer, each place once. */
function placesOf(findings: FirewallHits["latest"][number]["findings"]): string {
  const places = [...new Set(findings.map(({ path }) => path).filter((path) => path !== ""))];
  const more = places.length > PLACES_MAX ? `, … (${places.length})` : "";
  return places.slice(0, PLACES_MAX).join(", ") + more;
}

/** “Personal data: email (2), Prompt injection”. */
function summaryOf(
  findings: FirewallHits["latest"][number]["findings"],
  rules: readonly FirewallRule[],
): string {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const label = findingLabel(finding, rules);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].map(([label, count]) => (count === 1 ? label : `${label} (${count})`)).join(", ");
}
