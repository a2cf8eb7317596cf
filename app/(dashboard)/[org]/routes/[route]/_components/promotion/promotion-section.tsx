"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LockedFeature } from "@/app/_components/locked-feature";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useEntitled } from "@/app/_components/use-entitled";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button, ButtonLink } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { RoutePromotionView } from "@/server/contracts/promotion";
import type { Route } from "@/server/contracts/routes";
import { AddShadowDialog } from "./add-shadow-dialog";
import { CandidateTrial } from "./candidate-trial";
import { PromotionDialog } from "./promotion-dialog";
import { TrialHistory } from "./trial-history";
import { shadowNotice, spentText } from "./trial-words";

const REFRESH_MS = 15_000;

/** Each model on its way to all users: compared in shadow, then with some of the sessions. */
export function PromotionSection({ route }: { route: Route }) {
  const { org, may } = useConsole();
  const isIncluded = useEntitled("promotion");
  const isTrying = route.candidates.some(({ stage }) => stage !== "live");
  const [open, setOpen] = useState<"settings" | "add" | null>(null);
  const view = useQuery({
    ...useTRPC().promotion.get.queryOptions({ orgSlug: org.slug, routeId: route.id }),
    // After a downgrade those on trial can still be promoted or taken out.
    enabled: isIncluded === true || (isIncluded === false && isTrying),
    refetchInterval: isTrying ? REFRESH_MS : false,
  });
  return (
    <section aria-label="Shadow and canary">
      <Section
        title="Shadow and canary"
        description="A shadow is asked a share of the requests beside the live models, and answers nobody. A canary answers a share of the sessions, step by step, and goes back by itself if it is worse beyond doubt."
        actions={
          isIncluded === true &&
          may("route:manage") && (
            <>
              <Button size="sm" onClick={() => setOpen("settings")}>
                Rules…
              </Button>
              <Button size="sm" onClick={() => setOpen("add")}>
                Try a model…
              </Button>
            </>
          )
        }
      >
        <Card>
          {isIncluded === false && <Locked />}
          {view.data !== undefined ? (
            <Trials view={view.data} isIncluded={isIncluded === true} orgSlug={org.slug} />
          ) : view.isError ? (
            <QueryError query={view} title="The models on trial could not be loaded" />
          ) : isIncluded === true ? (
            <Loading label="Loading models on trial…">
              <Skeleton className="m-4 h-16" />
            </Loading>
          ) : null}
        </Card>
        <PromotionDialog route={route} isOpen={open === "settings"} onClose={() => setOpen(null)} />
        <AddShadowDialog
          routeId={route.id}
          taken={route.candidates}
          isOpen={open === "add"}
          onClose={() => setOpen(null)}
        />
      </Section>
    </section>
  );
}

function Locked() {
  return (
    <LockedFeature feature="promotion" title="Try a model before your users get it">
      Ask a new model the same questions beside the live one, see by how much its answers are better or worse,
      slower or dearer, then give it to 5, 25 and 50 % of the sessions, with a way back that needs nobody.
    </LockedFeature>
  );
}

interface TrialsProps {
  view: RoutePromotionView;
  isIncluded: boolean;
  orgSlug: string;
}

function Trials({ view, isIncluded, orgSlug }: TrialsProps) {
  const notice = shadowNotice(view);
  return (
    <>
      {notice !== null && (
        <div className="px-4 pt-4">
          <Callout tone="warning">{notice}</Callout>
        </div>
      )}
      <ul aria-label="Models and their stages" className="divide-y divide-subtle">
        {view.candidates.map((candidate) => (
          <CandidateTrial
            key={candidate.candidateId}
            routeId={view.routeId}
            candidate={candidate}
            settings={view.settings}
            isIncluded={isIncluded}
          />
        ))}
      </ul>
      {view.callsToday > 0 && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-subtle px-4 py-2 text-xs text-subtle">
          {spentText(view)}
          <ButtonLink size="sm" variant="ghost" href={`/${orgSlug}/requests?range=24h&apiKeyId=shadow`}>
            Their requests
          </ButtonLink>
        </p>
      )}
      <TrialHistory history={view.history} />
    </>
  );
}
