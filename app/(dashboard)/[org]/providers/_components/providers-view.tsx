"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { ProviderWeather } from "@/app/_components/provider-weather";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Card, Section } from "@/app/_ui/section";
import type { ProviderKey } from "@/server/contracts/provider-keys";
import { providersSearchParams } from "../search-params";
import { ConnectDialog } from "./connect-dialog";
import { ConnectedList } from "./connected-list";
import { ConnectedSkeleton } from "./connected-skeleton";
import { KeyBalancing } from "./key-balancing";
import { ProviderCatalogue } from "./provider-catalogue";
import { ReplaceKeyDialog } from "./replace-key-dialog";
import { RevokeProviderDialog } from "./revoke-provider-dialog";

export function ProvidersView() {
  const { org, may } = useConsole();
  const keys = useQuery(useTRPC().providerKeys.list.queryOptions({ orgSlug: org.slug }));
  const [connecting, setConnecting] = useQueryState("connect", providersSearchParams.connect);
  const [replacing, setReplacing] = useState<ProviderKey | null>(null);
  const [revoking, setRevoking] = useState<ProviderKey | null>(null);
  const mayManage = may("provider:manage");
  const connected = keys.data?.items.filter((key) => key.revokedAt === null);
  return (
    <>
      <PageHeader title="Providers" />
      <PageBody>
        <Section
          title="Connected"
          description="The gateway calls models with your own provider keys. They are encrypted before they are stored, and shown by their last four characters only."
        >
          <Card>
            {connected !== undefined ? (
              <ConnectedList
                keys={connected}
                actions={mayManage ? { onReplace: setReplacing, onRevoke: setRevoking } : undefined}
              />
            ) : keys.isError ? (
              <QueryError query={keys} title="Your providers could not be loaded" />
            ) : (
              <ConnectedSkeleton />
            )}
          </Card>
        </Section>
        {connected !== undefined && <KeyBalancing keys={connected} />}
        <ProviderWeather />
        {mayManage && (
          <ProviderCatalogue
            connectedIds={new Set(connected?.map((key) => key.provider))}
            onConnect={(id) => void setConnecting(id)}
          />
        )}
      </PageBody>
      {mayManage && (
        <>
          <ConnectDialog providerId={connecting} onClose={() => void setConnecting(null)} />
          <ReplaceKeyDialog providerKey={replacing} onClose={() => setReplacing(null)} />
          <RevokeProviderDialog providerKey={revoking} onClose={() => setRevoking(null)} />
        </>
      )}
    </>
  );
}
