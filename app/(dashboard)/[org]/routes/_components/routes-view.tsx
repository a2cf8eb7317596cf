"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useQueryState } from "nuqs";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Card } from "@/app/_ui/section";
import { Skeleton } from "@/app/_ui/skeleton";
import { routesSearchParams } from "../search-params";
import { CreateRouteDialog } from "./create-route-dialog";
import { RoutesTable } from "./routes-table";

export function RoutesView() {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const routes = useQuery(trpc.routes.list.queryOptions({ orgSlug: org.slug }));
  const traffic = useQuery(
    trpc.routes.traffic.queryOptions({ orgSlug: org.slug, hours: 24 }, { refetchInterval: 15_000 }),
  );
  const [isCreating, setIsCreating] = useQueryState("create", routesSearchParams.create);
  const mayManage = may("route:manage");
  return (
    <>
      <PageHeader
        title="Routes"
        actions={
          mayManage && (
            <Button
              variant="primary"
              size="sm"
              icon={<Plus aria-hidden />}
              onClick={() => void setIsCreating(true)}
            >
              Create route
            </Button>
          )
        }
      />
      <PageBody>
        <p className="max-w-160 text-sm text-muted">
          A route is a name for several models: who answers, who follows when one fails, and how long anybody
          waits. Call one as <code className="font-mono text-xs">model: &quot;route:name&quot;</code>, or the
          default one as <code className="font-mono text-xs">auto</code>. Figures are of the last 24 hours.
        </p>
        <Card>
          {routes.data !== undefined ? (
            <RoutesTable routes={routes.data.items} traffic={traffic.data?.items} />
          ) : routes.isError ? (
            <QueryError query={routes} title="Your routes could not be loaded" />
          ) : (
            <div className="space-y-3 p-4">
              <Skeleton className="h-4 w-1/3" />
              <Skeleton className="h-4 w-1/2" />
            </div>
          )}
        </Card>
      </PageBody>
      {mayManage && <CreateRouteDialog isOpen={isCreating} onClose={() => void setIsCreating(null)} />}
    </>
  );
}
