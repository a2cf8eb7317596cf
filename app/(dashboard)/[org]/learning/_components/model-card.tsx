"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { CopyField } from "@/app/_ui/copy";
import { type Fact, Facts } from "@/app/_ui/facts";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { Skeleton } from "@/app/_ui/skeleton";
import type { ContributionView, SnapshotView } from "@/server/contracts/learning";

interface ModelCardProps {
  received: ContributionView["received"];
  mode: ContributionView["mode"];
}

/** What the shared model that holds now was made from. */
export function ModelCard({ received: { snapshot_id: id }, mode }: ModelCardProps) {
  const { org } = useConsole();
  const snapshot = useQuery(
    useTRPC().learning.snapshot.queryOptions({ orgSlug: org.slug, id: id ?? "" }, { enabled: id !== null }),
  );
  if (mode === "isolated") return null;
  return (
    <Section
      title="The shared model"
      description="The state that your routes decide by. It is worked out from sums every minute, and stored when it has changed."
    >
      {id === null ? (
        <p className="text-sm text-muted">
          There is no state yet. The first is made within a minute of the first score.
        </p>
      ) : snapshot.isError ? (
        <QueryError query={snapshot} title="The card could not be loaded" />
      ) : (
        <Card className="max-w-200 px-4 py-2">
          {snapshot.data === undefined ? (
            <Skeleton className="my-4 h-24 w-full" />
          ) : (
            <Facts items={factsOf(snapshot.data)} />
          )}
        </Card>
      )}
    </Section>
  );
}

function factsOf({ version, hash, created_at, card }: SnapshotView): Fact[] {
  return [
    { label: "State", value: `${formatCount(version)}` },
    { label: "Made", value: <RelativeTime date={new Date(created_at)} /> },
    {
      label: "Made from",
      value: `${formatCount(card.answers)} scores of ${formatCount(card.organizations)} organisations`,
    },
    {
      label: "Says",
      value: `${formatCount(card.cells)} cells of task and model, each with five organisations and fifty sessions or more behind it`,
    },
    {
      label: "Left unexplained",
      value:
        card.error === null ? "–" : `${(card.error * 10).toFixed(2)} points of NPS score (root mean square)`,
    },
    { label: "Benchmarks", value: `version ${card.prior_version}, ${card.start} start` },
    { label: "SHA-256", value: <CopyField label="SHA-256 of the model" value={hash} /> },
  ];
}
