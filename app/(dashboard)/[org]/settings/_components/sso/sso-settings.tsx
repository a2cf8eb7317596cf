"use client";

import { useQuery } from "@tanstack/react-query";
import { LockedFeature } from "@/app/_components/locked-feature";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { CopyField } from "@/app/_ui/copy";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { entitled, FEATURE_WORDS } from "@/server/contracts/plans";
import { DirectorySettings } from "../directory/directory-settings";
import { DomainCard } from "./domain-card";
import { EnforceCard } from "./enforce-card";
import { JoinRole } from "./join-role";
import { SsoForm } from "./sso-form";

/** Signing in at the organisation's own identity provider. */
export function SsoSettings() {
  const { org, origin } = useConsole();
  const trpc = useTRPC();
  const sso = useQuery(trpc.sso.get.queryOptions({ orgSlug: org.slug }));
  const organization = useQuery(trpc.organizations.get.queryOptions({ orgSlug: org.slug }));
  if (sso.isError) return <QueryError query={sso} title="Single sign-on could not be loaded" />;
  if (sso.data === undefined || organization.data === undefined)
    return (
      <Loading className="space-y-4">
        <Skeleton className="h-8 w-40" />
        <Skeleton className="h-48 w-full" />
      </Loading>
    );
  const { connection } = sso.data;
  const isInPlan = entitled(organization.data.planId, "sso");
  if (!isInPlan && connection === null)
    return (
      <Card>
        <LockedFeature feature="sso" title={FEATURE_WORDS.sso.name}>
          <p>
            Your people sign in at your identity provider: Okta, Entra ID, Google Workspace, Keycloak or any
            other that speaks OpenID Connect. You can close every other way in.
          </p>
          <p className="mt-1">{FEATURE_WORDS.scim.does}</p>
        </LockedFeature>
      </Card>
    );
  return (
    <div className="space-y-10">
      {connection !== null && (
        <Section
          title="Your domain"
          description="Proves that its addresses are yours: the provider speaks for these and no others."
        >
          <DomainCard connection={connection} />
        </Section>
      )}
      <Section
        title="Identity provider"
        description="Any that speaks OpenID Connect. Register this address there as the redirect URI:"
      >
        <CopyField value={`${origin}/api/sso/callback`} label="Copy redirect URI" className="mb-5" />
        <SsoForm key={connection?.issuer ?? "new"} connection={connection} isReadOnly={!isInPlan} />
      </Section>
      {connection !== null && (
        <Section title="Sign-in">
          <div className="space-y-5">
            {connection.issuer !== null && <EnforceCard connection={connection} />}
            <JoinRole connection={connection} />
          </div>
        </Section>
      )}
      {isInPlan && <DirectorySettings isDomainClaimed={connection !== null} />}
    </div>
  );
}
