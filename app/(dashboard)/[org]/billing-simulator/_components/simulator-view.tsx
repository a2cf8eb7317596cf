"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Callout } from "@/app/_ui/callout";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { simulatorParams } from "../search-params";
import { CheckoutPage } from "./checkout-page";
import { PortalPage } from "./portal-page";

/** What a payment provider’s own pages would be. Everything on it says that it is not real. */
export function SimulatorView() {
  const { org } = useConsole();
  const [page] = useQueryState("page", simulatorParams.page);
  const billing = useQuery(useTRPC().billing.get.queryOptions({ orgSlug: org.slug }));
  return (
    <>
      <PageHeader
        title="Simulated payment"
        path={[{ label: "Plan & billing", href: `/${org.slug}/settings?tab=billing` }]}
      />
      <PageBody width="narrow">
        <Callout tone="warning">
          This page stands for the payment provider’s. No money moves, no card is asked for. Set the variables
          of Stripe to take real payments.
        </Callout>
        {billing.data === undefined ? (
          billing.isError ? (
            <QueryError query={billing} title="The simulator could not be loaded" />
          ) : (
            <Loading>
              <Skeleton className="h-48 w-full" />
            </Loading>
          )
        ) : page === "checkout" ? (
          <CheckoutPage billing={billing.data} />
        ) : (
          <PortalPage billing={billing.data} />
        )}
      </PageBody>
    </>
  );
}
