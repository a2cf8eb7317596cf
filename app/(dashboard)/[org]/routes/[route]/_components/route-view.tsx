"use client";

import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { ProviderWeather } from "@/app/_components/provider-weather";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button, ButtonLink } from "@/app/_ui/button";
import { CopyField } from "@/app/_ui/copy";
import { ConstraintsSection } from "./constraints-section";
import { DeleteRouteDialog } from "./delete-route-dialog";
import { ExperimentsSection } from "./experiments-section";
import { PacingSection } from "./pacing-section";
import { PromotionSection } from "./promotion/promotion-section";
import { RouteEditor } from "./route-editor";
import { RouteLearning } from "./route-learning";
import { VerificationSection } from "./verification-section";

/** Strategies under which a session may get another model than the first. */
const CHOOSING: ReadonlySet<string> = new Set(["feedback_driven", "weighted"]);

export function RouteView({ routeId }: { routeId: string }) {
  const { org, may } = useConsole();
  const routes = useQuery(useTRPC().routes.list.queryOptions({ orgSlug: org.slug }));
  const [isDeleting, setIsDeleting] = useState(false);
  const route = routes.data?.items.find(({ id }) => id === routeId);
  if (route === undefined) return <PageHeader title="Route" />;
  const mayManage = may("route:manage");
  return (
    <>
      <PageHeader
        title={route.name}
        path={[{ label: "Routes", href: `/${org.slug}/routes` }]}
        actions={
          <>
            <ButtonLink size="sm" href={`/${org.slug}/decisions?routeId=${route.id}`}>
              Decisions
            </ButtonLink>
            <ButtonLink size="sm" href={`/${org.slug}/requests?routeId=${route.id}`}>
              Requests
            </ButtonLink>
            {mayManage && !route.isDefault && (
              <Button size="sm" icon={<Trash2 aria-hidden />} onClick={() => setIsDeleting(true)}>
                Delete…
              </Button>
            )}
          </>
        }
      />
      <PageBody>
        <div className="max-w-104">
          <CopyField
            label="Model name for requests"
            value={route.isDefault ? "auto" : `route:${route.slug}`}
          />
        </div>
        {/* Another version starts a new editor: what somebody else saved is never overwritten unseen. */}
        <RouteEditor key={route.updatedAt.getTime()} route={route} isReadOnly={!mayManage} />
        {route.strategy === "feedback_driven" && (
          <RouteLearning key={route.updatedAt.getTime()} routeId={route.id} />
        )}
        {route.strategy === "feedback_driven" && route.costTargetMicroUsd !== null && (
          <PacingSection key={route.costTargetMicroUsd} routeId={route.id} />
        )}
        {CHOOSING.has(route.strategy) && <VerificationSection routeId={route.id} />}
        <PromotionSection route={route} />
        <ExperimentsSection route={route} routes={routes.data?.items ?? []} />
        <ConstraintsSection />
        <ProviderWeather models={route.candidates.map(({ provider, model }) => `${provider}/${model}`)} />
      </PageBody>
      <DeleteRouteDialog route={isDeleting ? route : null} onClose={() => setIsDeleting(false)} />
    </>
  );
}
