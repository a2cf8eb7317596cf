"use client";

import { useQuery } from "@tanstack/react-query";
import { prepareScoreBars } from "@/app/_charts/prepare-score-bars";
import { NpsHeadline } from "@/app/_components/nps-headline";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount, formatPercent } from "@/app/_lib/format";
import { NPS_GROUP_LOOK } from "@/app/_lib/nps-format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { StatusDot } from "@/app/_ui/badge";
import { ButtonLink } from "@/app/_ui/button";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { NpsReport } from "@/server/contracts/nps";
import { USERS_RANGE } from "./summary-range";

/** What end users said lately, or how to ask them. */
export function UsersSaid() {
  const { org } = useConsole();
  const report = useQuery(
    useTRPC().nps.report.queryOptions({ orgSlug: org.slug, range: USERS_RANGE, by: "model" }),
  );
  return (
    <Section
      title="Your users, last 30 days"
      actions={
        <ButtonLink size="sm" href={`/${org.slug}/nps?range=${USERS_RANGE}`}>
          View answers
        </ButtonLink>
      }
    >
      <Card className="p-4">
        {report.data !== undefined ? (
          <Said report={report.data} />
        ) : report.isError ? (
          <QueryError query={report} title="The answers could not be loaded" />
        ) : (
          <Loading label="Loading answers…">
            <Skeleton className="h-20 w-full" />
          </Loading>
        )}
      </Card>
    </Section>
  );
}

function Said({ report }: { report: NpsReport }) {
  const { org, may } = useConsole();
  const { groups, total } = prepareScoreBars(report);
  if (total === 0)
    return (
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <p className="max-w-96 text-sm text-muted">
          Nobody has said anything yet. Scores from 0 to 10 teach your routes which model your users like
          best.
        </p>
        {may("project:read") && (
          <ButtonLink size="sm" href={`/${org.slug}/settings?tab=feedback`}>
            Set up the widget
          </ButtonLink>
        )}
      </div>
    );
  return (
    <>
      <NpsHeadline figure={report.figure} />
      <div aria-hidden className="mt-4 mb-3 flex h-2 gap-px overflow-hidden rounded-full">
        {groups.map(({ group, share }) => (
          <span key={group} className={NPS_GROUP_LOOK[group].bar} style={{ width: `${share * 100}%` }} />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        {groups.map(({ group, count, share }) => (
          <li key={group} className="flex items-center gap-1.5 tabular-nums">
            <StatusDot tone={NPS_GROUP_LOOK[group].tone} />
            {NPS_GROUP_LOOK[group].label} <span className="text-emphasis">{formatPercent(share)}</span> (
            {formatCount(count)})
          </li>
        ))}
      </ul>
    </>
  );
}
