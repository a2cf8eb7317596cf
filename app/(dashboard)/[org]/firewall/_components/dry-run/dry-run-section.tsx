"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { FirewallPolicy } from "@/server/contracts/firewall";
import { DRY_RUN_KEPT_DAYS, DRY_RUN_REQUESTS_MAX } from "@/server/contracts/firewall-dry-runs";
import type { FirewallUrl } from "../use-firewall-url";
import { DryRunForm } from "./dry-run-form";
import { DryRunPicker } from "./dry-run-picker";
import { DryRunResult } from "./dry-run-result";

const REFRESH_MS = 1_000;

export interface DryRunSectionProps {
  policy: FirewallPolicy;
  /** What stands in the form above. */
  draft: FirewallPolicy;
  url: FirewallUrl;
}

/** What the policy above would have done to the requests that are stored. */
export function DryRunSection({ policy, draft, url }: DryRunSectionProps) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const ofProject = { orgSlug: org.slug, projectId: policy.projectId };
  const runs = useQuery(trpc.dryRuns.list.queryOptions(ofProject));
  const dryRunId = url.params.run ?? runs.data?.items[0]?.id ?? null;
  const run = useQuery({
    ...trpc.dryRuns.get.queryOptions({ ...ofProject, dryRunId: dryRunId ?? "" }),
    enabled: dryRunId !== null,
    refetchInterval: ({ state }) => (state.data?.finishedAt === null ? REFRESH_MS : false),
  });
  const isOpen = run.data !== undefined && run.data.finishedAt === null;
  return (
    <Section
      title="Dry run"
      description={`What the policy above, saved or not, would have done to past requests. It looks at up to ${DRY_RUN_REQUESTS_MAX.toLocaleString("en-US")} stored requests in the background and changes nothing. Results are kept for ${DRY_RUN_KEPT_DAYS} days.`}
      actions={<DryRunPicker runs={runs.data?.items ?? []} value={dryRunId} url={url} />}
    >
      <div className="max-w-200 space-y-4">
        {may("firewall:manage") ? (
          <DryRunForm draft={draft} isBusy={isOpen} url={url} />
        ) : (
          <p className="text-xs text-subtle">Owners and admins can start one.</p>
        )}
        {run.data !== undefined ? (
          <DryRunResult run={run.data} draft={draft} url={url} />
        ) : runs.isError || run.isError ? (
          <QueryError query={runs.isError ? runs : run} title="The dry run could not be loaded" />
        ) : runs.isPending || dryRunId !== null ? (
          <Loading>
            <Skeleton className="h-24 w-full" />
          </Loading>
        ) : (
          <p className="text-sm text-muted">No dry run yet.</p>
        )}
      </div>
    </Section>
  );
}
