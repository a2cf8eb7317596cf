"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { CopyField, CopyId } from "@/app/_ui/copy";
import { Facts } from "@/app/_ui/facts";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { PLANS } from "@/server/contracts/plans";
import { LeavingSection } from "./leaving/leaving-section";
import { OrganizationForm } from "./organization-form";

export function GeneralSettings() {
  const { org, origin } = useConsole();
  const organization = useQuery(useTRPC().organizations.get.queryOptions({ orgSlug: org.slug }));
  if (organization.data === undefined) {
    if (organization.isError)
      return <QueryError query={organization} title="The settings could not be loaded" />;
    return (
      <Loading className="space-y-6">
        <Skeleton className="h-8 w-full" />
        <Skeleton className="h-8 w-full" />
        <Skeleton className="h-28 w-full" />
      </Loading>
    );
  }
  const { orgId, planId, createdAt } = organization.data;
  return (
    <div className="space-y-10">
      <Section title="Organisation">
        <OrganizationForm key={orgId} organization={organization.data} />
      </Section>
      <Section title="Base URL" description="What your SDK points at instead of the provider’s address.">
        <CopyField value={`${origin}/v1`} label="Copy base URL" />
      </Section>
      <Section title="Facts">
        <Facts
          items={[
            { label: "Organisation id", value: <CopyId id={orgId} label="Copy organisation id" /> },
            { label: "Plan", value: PLANS[planId].name },
            { label: "Created", value: <RelativeTime date={createdAt} /> },
          ]}
        />
      </Section>
      <LeavingSection />
    </div>
  );
}
