"use client";

import Link from "next/link";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCost, formatCount, UNKNOWN } from "@/app/_lib/format";
import { NPS_GROUP_LOOK } from "@/app/_lib/nps-format";
import { Badge } from "@/app/_ui/badge";
import { Facts } from "@/app/_ui/facts";
import { RelativeTime } from "@/app/_ui/relative-time";
import { formatExactTime } from "@/app/_ui/time-format";
import { npsGroupOf } from "@/server/contracts/nps";
import type { SessionDetail } from "@/server/contracts/sessions";
import { sessionsHref } from "../search-params";
import { sessionDuration } from "./session-columns";

const linkClass =
  "rounded-sm underline decoration-(--border-strong) underline-offset-3 hover:decoration-current";

/** The facts that are asked for first, what the user said, and where to go from here. */
export function SessionFacts({ session }: { session: SessionDetail }) {
  const figures = [
    { label: "Turns", value: formatCount(session.turn_count) },
    { label: "Duration", value: sessionDuration(session) },
    { label: "Cost", value: formatCost(session.cost_micro_usd) },
    { label: "NPS answer", value: <Answer session={session} /> },
  ];
  return (
    <div className="border-b border-subtle py-4">
      <dl className="grid grid-cols-4 gap-4 max-sm:grid-cols-2 max-sm:gap-y-2">
        {figures.map((figure) => (
          <div key={figure.label}>
            <dt className="text-xs text-subtle">{figure.label}</dt>
            <dd className="text-base text-emphasis tabular-nums">{figure.value}</dd>
          </div>
        ))}
      </dl>
      {session.nps?.comment && (
        <blockquote className="mt-3 rounded-md bg-muted px-3 py-2 text-sm break-words whitespace-pre-line text-default">
          {session.nps.comment}
        </blockquote>
      )}
      <Facts className="mt-3" items={factsOf(session, useLinks(session))} />
    </div>
  );
}

function Answer({ session: { nps } }: { session: SessionDetail }) {
  if (nps === null) return <span className="text-sm text-muted">None yet</span>;
  return (
    <span className="flex items-center gap-2">
      <Badge tone={NPS_GROUP_LOOK[npsGroupOf(nps.score)].tone} className="tabular-nums">
        {nps.score} of 10
      </Badge>
      <RelativeTime date={new Date(nps.answered_at)} className="text-xs text-subtle" />
    </span>
  );
}

function useLinks({ session_id, project_id, end_user_id }: SessionDetail) {
  const { org, may } = useConsole();
  const query = (values: Record<string, string>): string => String(new URLSearchParams(values));
  return {
    requests: `/${org.slug}/requests?${query({ sessionId: session_id, projectId: project_id, range: "90d" })}`,
    sessionsOfUser:
      end_user_id === null ? null : sessionsHref(org.slug, { endUserId: end_user_id, range: "90d" }),
    forget:
      end_user_id === null || !may("data:erase")
        ? null
        : `/${org.slug}/settings?${query({ tab: "data", project: project_id, endUser: end_user_id })}#erase`,
  };
}

function factsOf(session: SessionDetail, links: ReturnType<typeof useLinks>) {
  return [
    {
      label: "User",
      value:
        session.end_user_id === null || links.sessionsOfUser === null ? (
          UNKNOWN
        ) : (
          <span className="flex flex-wrap items-baseline gap-x-3">
            <Link
              href={links.sessionsOfUser}
              prefetch={false}
              className={`${linkClass} font-mono text-xs break-all`}
            >
              {session.end_user_id}
            </Link>
            {links.forget !== null && (
              <Link href={links.forget} prefetch={false} className={`${linkClass} text-xs text-muted`}>
                Forget this end user…
              </Link>
            )}
          </span>
        ),
    },
    { label: "Project", value: session.project_name ?? session.project_id },
    { label: "First request", value: formatExactTime(new Date(session.first_seen_at)) },
    { label: "Last request", value: formatExactTime(new Date(session.last_seen_at)) },
    {
      label: "Requests",
      value: (
        <Link href={links.requests} prefetch={false} className={linkClass}>
          All requests of this session
        </Link>
      ),
    },
  ];
}
