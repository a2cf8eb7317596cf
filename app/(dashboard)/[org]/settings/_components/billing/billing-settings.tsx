"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Callout } from "@/app/_ui/callout";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { BillingView } from "@/server/contracts/billing";
import { dayText } from "./billing-texts";
import { InvoicesSection } from "./invoices-section";
import { OverageSection } from "./overage-section";
import { PlanChoice } from "./plan-choice";
import { PlanSection } from "./plan-section";

const REFRESH_MS = 15_000;

export function BillingSettings() {
  const { org } = useConsole();
  const trpc = useTRPC();
  const scope = { orgSlug: org.slug };
  const billing = useQuery(trpc.billing.get.queryOptions(scope, { refetchInterval: REFRESH_MS }));
  const usage = useQuery(trpc.usage.report.queryOptions(scope, { refetchInterval: REFRESH_MS }));
  if (billing.data === undefined || usage.data === undefined) {
    const failed = billing.isError ? billing : usage.isError ? usage : null;
    if (failed !== null) return <QueryError query={failed} title="Plan and billing could not be loaded" />;
    return (
      <Loading label="Loading plan and billing…" className="space-y-6">
        <Skeleton className="h-48 w-full" />
        <Skeleton className="h-40 w-full" />
        <Skeleton className="h-32 w-full" />
      </Loading>
    );
  }
  const isPaid = billing.data.planId === "pro";
  return (
    <div className="space-y-10">
      {billing.data.provider === "simulator" && <SimulatorNote billing={billing.data} />}
      <PlanSection billing={billing.data} usage={usage.data} />
      {!billing.data.isByContract && <PlanChoice billing={billing.data} />}
      {isPaid && <OverageSection billing={billing.data} />}
      <InvoicesSection billing={billing.data} />
    </div>
  );
}

function SimulatorNote({ billing }: { billing: BillingView }) {
  return (
    <Callout tone="info">
      Payments are simulated on this installation: no payment provider is set up and no money moves.
      {billing.hasCustomer && <> The simulator’s date is {dayText(billing.now)}.</>}
    </Callout>
  );
}
