"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { DecisionDetail } from "@/app/_components/decision/decision-detail";
import { OUTCOME_LABELS } from "@/app/_components/decision/decision-texts";
import { DetailSheet, SheetBar } from "@/app/_components/detail-sheet";
import { QueryError } from "@/app/_components/query-error";
import { REQUEST_STATUS_LOOK } from "@/app/_components/request-status";
import { servedModel } from "@/app/_components/served-model";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCost, formatDuration } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Badge, StatusDot } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { DecisionView } from "@/server/contracts/decisions";

export interface DecisionSheetProps {
  /** Null closes the sheet. */
  requestId: string | null;
  onClose: () => void;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
}

/** Why one request went to its model. */
export function DecisionSheet(props: DecisionSheetProps) {
  const { requestId, onClose } = props;
  return (
    <DetailSheet isOpen={requestId !== null} label="Open decision" onClose={onClose}>
      {requestId !== null && <OpenDecision {...props} requestId={requestId} />}
    </DetailSheet>
  );
}

function OpenDecision({ requestId, onPrevious, onNext }: DecisionSheetProps & { requestId: string }) {
  const { org } = useConsole();
  const query = useQuery({
    ...useTRPC().decisions.get.queryOptions({ orgSlug: org.slug, requestId }),
    // A stored decision never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <SheetBar thing="Decision" id={requestId} onPrevious={onPrevious} onNext={onNext} />
      {query.data ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <div tabIndex={0} className="min-h-0 grow overflow-y-auto px-4 pb-8 md:px-5">
          <Summary decision={query.data} />
          <DecisionDetail decision={query.data} />
        </div>
      ) : query.isError ? (
        <QueryError query={query} title="This decision could not be shown" />
      ) : (
        <SheetSkeleton />
      )}
    </>
  );
}

function Summary({ decision }: { decision: DecisionView }) {
  const { org } = useConsole();
  const { request_id, session_id, decision_trace: trace, winner, status } = decision;
  return (
    <div className="space-y-2 py-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <span className="font-mono text-xs text-emphasis">
          {winner === null ? "No model was chosen" : servedModel(winner)}
        </span>
        <span className="flex items-center gap-1.5 text-muted">
          <StatusDot tone={REQUEST_STATUS_LOOK[status].tone} />
          {OUTCOME_LABELS[decision.reason]}
        </span>
        {decision.outcome.fallback_used && (
          <Badge tone="warning">answered by {servedModel(decision) ?? "another"}</Badge>
        )}
        <span className="text-xs text-subtle tabular-nums">{formatDuration(decision.latency_ms)}</span>
        <span className="text-xs text-subtle tabular-nums">{formatCost(decision.cost_micro_usd)}</span>
        <RelativeTime date={new Date(decision.request_created_at)} className="ml-auto text-xs text-subtle" />
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
        <SheetLink href={`/${org.slug}/requests?request=${request_id}`}>Request</SheetLink>
        {session_id !== null && (
          <SheetLink
            href={`/${org.slug}/sessions?${new URLSearchParams({ session: session_id, project: trace.project_id, range: "90d" })}`}
          >
            Session
          </SheetLink>
        )}
        {trace.route_id !== null && (
          <SheetLink href={`/${org.slug}/routes/${trace.route_id}`}>Route</SheetLink>
        )}
      </p>
    </div>
  );
}

function SheetLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className="rounded-sm text-accent underline-offset-2 hover:underline">
      {children}
    </Link>
  );
}

const LINES = ["w-2/3", "w-full", "w-5/6", "w-1/2", "w-3/4"] as const;

function SheetSkeleton() {
  return (
    <Loading label="Loading decision…">
      <div className="space-y-3 px-5 py-5">
        {LINES.map((line) => (
          <Skeleton key={line} className={line} />
        ))}
      </div>
    </Loading>
  );
}
