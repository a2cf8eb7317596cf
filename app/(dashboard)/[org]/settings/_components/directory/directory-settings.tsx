"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { CopyField } from "@/app/_ui/copy";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { DirectoryOutput } from "@/server/contracts/scim";
import { DirectoryGroups } from "./directory-groups";
import { DirectoryTokens } from "./directory-tokens";
import { DomainForm } from "./domain-form";

/** People and groups as the organisation's own directory has them (SCIM). */
export function DirectorySettings({ isDomainClaimed }: { isDomainClaimed: boolean }) {
  const { org } = useConsole();
  const directory = useQuery(useTRPC().scim.get.queryOptions({ orgSlug: org.slug }));
  return (
    <Section
      title="Directory sync"
      description="Your identity provider adds people, keeps their roles and takes them out the moment they leave (SCIM 2.0)."
    >
      {directory.data !== undefined ? (
        <Directory directory={directory.data} isDomainClaimed={isDomainClaimed} />
      ) : directory.isError ? (
        <QueryError query={directory} title="The directory could not be loaded" />
      ) : (
        <Loading className="space-y-4">
          <Skeleton className="h-8 w-full" />
          <Skeleton className="h-28 w-full" />
        </Loading>
      )}
    </Section>
  );
}

interface DirectoryProps {
  directory: DirectoryOutput;
  isDomainClaimed: boolean;
}

function Directory({ directory, isDomainClaimed }: DirectoryProps) {
  const { origin } = useConsole();
  const { domain, users, tokens } = directory;
  const isNew = tokens.length === 0 && users.active + users.inactive === 0;
  if (domain === null && isNew)
    return (
      <Card className="space-y-4 px-4 py-4 text-sm text-muted">
        <p>Prove your domain first: a directory can only bring addresses of a domain that is yours.</p>
        {!isDomainClaimed && (
          <>
            <p>An identity provider for signing in is not needed for it.</p>
            <DomainForm />
          </>
        )}
      </Card>
    );
  return (
    <div className="space-y-6">
      <div className="space-y-2 text-sm">
        <p className="text-muted">Enter this address as the tenant or base URL at your identity provider:</p>
        <CopyField value={`${origin}/scim/v2`} label="Copy base URL" />
      </div>
      <DirectoryTokens directory={directory} />
      {!isNew && <DirectoryGroups directory={directory} />}
    </div>
  );
}
