"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { CopyField } from "@/app/_ui/copy";
import { Card } from "@/app/_ui/section";
import type { SsoConnection } from "@/server/contracts/sso";

/** The TXT record to publish, until it was seen. */
export function DomainCard({ connection }: { connection: SsoConnection }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const verify = useMutation(
    trpc.sso.verifyDomain.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.sso.get.queryFilter()),
    }),
  );
  const { domain, txt, isDomainVerified } = connection;
  return (
    <Card className="space-y-4 px-4 py-3 text-sm">
      <p className="flex items-center gap-2">
        <span className="text-emphasis">{domain}</span>
        {isDomainVerified ? (
          <Badge tone="success">Proved</Badge>
        ) : (
          <Badge tone="warning">Not proved yet</Badge>
        )}
      </p>
      {!isDomainVerified && (
        <>
          <div className="space-y-2">
            <p className="text-muted">Publish this TXT record in the domain’s DNS, then check:</p>
            <CopyField value={txt.name} label="Copy the record’s name" />
            <CopyField value={txt.value} label="Copy the record’s value" />
          </div>
          {verify.isError && (
            <Callout tone="error" isLive>
              {shownError(verify.error).message}
            </Callout>
          )}
          <Button isLoading={verify.isPending} onClick={() => verify.mutate({ orgSlug: org.slug })}>
            Check the record
          </Button>
        </>
      )}
    </Card>
  );
}
