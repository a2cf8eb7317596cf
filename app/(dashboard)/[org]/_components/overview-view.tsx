"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { setupSteps } from "@/app/_lib/setup-steps";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { OnboardingOutput } from "@/server/contracts/onboarding";
import { DemoNote } from "./demo-note";
import { LatestRequests } from "./latest-requests";
import { ModelShares } from "./model-shares";
import { RoutesLearned } from "./routes-learned";
import { SetupChecklist } from "./setup-checklist";
import { SummarySection } from "./summary-section";
import { UsersSaid } from "./users-said";

const WATCH_MS = 2_000;

export function OverviewView() {
  const { org } = useConsole();
  const onboarding = useQuery(
    useTRPC().onboarding.get.queryOptions(
      { orgSlug: org.slug },
      // Watches the real data until the first request is there; pauses by itself while the tab is hidden.
      { refetchInterval: (query) => (query.state.data?.firstRequest == null ? WATCH_MS : false) },
    ),
  );
  return (
    <>
      <PageHeader title="Overview" />
      <PageBody>
        {onboarding.data !== undefined ? (
          <OverviewContent facts={onboarding.data} />
        ) : onboarding.isError ? (
          <QueryError query={onboarding} title="Your progress could not be loaded" />
        ) : (
          <Loading>
            <Skeleton className="h-80 w-full rounded-lg" />
          </Loading>
        )}
      </PageBody>
    </>
  );
}

function OverviewContent({ facts }: { facts: OnboardingOutput }) {
  const { org, may } = useConsole();
  const isDone = setupSteps(facts).every((step) => step.isDone);
  // Whoever saw the steps also sees how they end: finished ones stay until the page is left or they are hidden.
  const [isShown, setIsShown] = useState(!isDone);
  return (
    <>
      {org.isDemo && facts.hasInventedPast && <DemoNote />}
      {(isShown || !isDone) && (
        <SetupChecklist facts={facts} onHide={isDone ? () => setIsShown(false) : undefined} />
      )}
      {facts.firstRequest !== null && may("request:read") && (
        <>
          <SummarySection />
          {may("nps:read") && may("route:read") && (
            <div className="grid items-start gap-8 lg:grid-cols-2 lg:gap-6">
              <UsersSaid />
              <RoutesLearned />
            </div>
          )}
          <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)] lg:gap-6">
            <LatestRequests />
            <ModelShares />
          </div>
        </>
      )}
    </>
  );
}
