"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { CopyField } from "@/app/_ui/copy";
import { EmptyState } from "@/app/_ui/empty-state";
import { Card, Section } from "@/app/_ui/section";
import { Skeleton } from "@/app/_ui/skeleton";
import { DetectorActions } from "./detector-actions";
import { DetectorForm } from "./detector-form";

/** A detector outside that the project asks as well: who, when, and what follows from its verdict. */
export function RemoteDetectorSection({ projectId }: { projectId: string }) {
  const { org, may } = useConsole();
  const query = useQuery(useTRPC().remoteDetectors.get.queryOptions({ orgSlug: org.slug, projectId }));
  const [isAdding, setIsAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const detector = query.data?.detector ?? null;
  return (
    <Section
      title="Remote detector"
      description="What this firewall finds, it finds by wording. A larger model or a server of yours can judge meaning as well: persuasion, hate, plain instructions in a document. It costs its time and its price, and sees the text."
      actions={detector !== null && <DetectorActions detector={detector} onSecret={setSecret} />}
    >
      <Card className="max-w-200">
        {secret !== null && <DetectorSecret secret={secret} onDone={() => setSecret(null)} />}
        {query.data === undefined ? (
          query.isError ? (
            <QueryError query={query} title="The detector could not be loaded" />
          ) : (
            <Skeleton className="m-4 h-40" />
          )
        ) : detector !== null || isAdding ? (
          <DetectorForm
            key={detector?.version ?? 0}
            projectId={projectId}
            detector={detector}
            onSecret={setSecret}
          />
        ) : (
          <EmptyState
            title="No remote detector"
            description="Nothing leaves for anybody but the provider that answers."
            action={
              may("firewall:manage") && (
                <Button variant="primary" onClick={() => setIsAdding(true)}>
                  Add detector
                </Button>
              )
            }
          />
        )}
      </Card>
    </Section>
  );
}

function DetectorSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <div className="space-y-3 border-b border-subtle p-4">
      <Callout tone="warning" isLive>
        Copy the signing secret now: it is not shown again. Any library of Standard Webhooks verifies the
        calls with it.
      </Callout>
      <CopyField value={secret} label="Copy signing secret" />
      <Button size="sm" onClick={onDone}>
        Done
      </Button>
    </div>
  );
}
