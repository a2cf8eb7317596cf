import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Meter } from "@/app/_ui/meter";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { FirewallPolicy } from "@/server/contracts/firewall";
import { DRY_RUN_COUNTED_MAX, type DryRunView } from "@/server/contracts/firewall-dry-runs";
import type { FirewallUrl } from "../use-firewall-url";
import { changedSettings } from "./changed-settings";
import { DryRunReportView } from "./dry-run-report";
import { STATUS_WORDS } from "./dry-run-texts";

export interface DryRunResultProps {
  run: DryRunView;
  draft: FirewallPolicy;
  url: FirewallUrl;
}

const TONES = {
  pending: "neutral",
  running: "info",
  completed: "success",
  failed: "error",
  cancelled: "neutral",
} as const;

/** One dry run: what was tried, how far it is, and what came out. */
export function DryRunResult({ run, draft, url }: DryRunResultProps) {
  const isOpen = run.finishedAt === null;
  return (
    <div className="space-y-4 rounded-lg border border-default bg-surface p-4">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Badge tone={TONES[run.status]}>{STATUS_WORDS[run.status]}</Badge>
        <span className="text-muted">
          {run.days === 1 ? "24 hours" : `${run.days} days`} back, started by {run.createdBy},{" "}
          <RelativeTime date={run.createdAt} />
        </span>
        <span className="grow" />
        {isOpen && <CancelButton run={run} />}
      </header>
      <Tried run={run} draft={draft} />
      {isOpen ? <Progress run={run} /> : <p className="text-sm text-default">{extentWords(run)}</p>}
      {run.error !== null && <Callout tone="error">{run.error}</Callout>}
      {run.done > 0 && <DryRunReportView run={run} url={url} />}
    </div>
  );
}

function CancelButton({ run: { projectId, id: dryRunId } }: Pick<DryRunResultProps, "run">) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const cancel = useMutation(
    trpc.dryRuns.cancel.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.dryRuns.pathFilter()),
    }),
  );
  if (!may("firewall:manage")) return null;
  return (
    <Button
      size="sm"
      isLoading={cancel.isPending}
      onClick={() => cancel.mutate({ orgSlug: org.slug, projectId, dryRunId })}
    >
      Cancel
    </Button>
  );
}

function Progress({ run }: Pick<DryRunResultProps, "run">) {
  const words =
    run.total === null
      ? "Counting requests…"
      : `${formatCount(run.done)} of ${isCounted(run) ? "" : "about "}${formatCount(run.total)} requests`;
  return (
    <div role="status" className="space-y-1.5">
      <p className="text-sm text-default tabular-nums">{words}</p>
      <Meter label="Progress" value={run.done} max={Math.max(run.total ?? 1, 1)} valueText={words} />
      <p className="text-xs text-subtle">You can leave this page: it goes on by itself.</p>
    </div>
  );
}

/** More are taken from hourly counters. */
const isCounted = ({ population }: DryRunView): boolean => (population ?? 0) <= DRY_RUN_COUNTED_MAX;

function extentWords(run: DryRunView): string {
  const { done, population, step, status } = run;
  const time = run.days === 1 ? "of the 24 hours before" : `of the ${run.days} days before`;
  const all = population === null ? "" : `${isCounted(run) ? "" : "about "}${formatCount(population)}`;
  if (status !== "completed")
    return `Looked at ${formatCount(done)}${all === "" ? "" : ` of ${all}`} requests ${time}, the newest first, before it ended.`;
  if (step > 1)
    return `Looked at ${formatCount(done)} of ${all} requests ${time}: one in ${formatCount(step)}, chosen by chance.`;
  return population === 0
    ? `There were no requests in the time ${time.replace("of ", "")}.`
    : `Looked at all ${formatCount(done)} requests ${time}.`;
}

/** What was tried, and whether the form above says the same by now. */
function Tried({ run, draft }: Pick<DryRunResultProps, "run" | "draft">) {
  const changes = changedSettings(run.saved, run.draft);
  const isOther = changedSettings(run.draft, draft).length > 0;
  const saved = run.savedVersion === 0 ? "the defaults" : `version ${run.savedVersion}`;
  return (
    <div className="text-sm">
      {changes.length === 0 && run.withoutAllowRules.length === 0 ? (
        <p className="text-muted">Tried {saved} as it was saved.</p>
      ) : (
        <>
          <p className="text-muted">Tried {saved} with these changes:</p>
          <ul className="mt-1 space-y-0.5 text-default">
            {changes.map(({ label, from, to }) => (
              <li key={label}>
                {label}: {from} → <b className="text-emphasis">{to}</b>
              </li>
            ))}
            {run.withoutAllowRules.length > 0 && (
              <li>
                Without {formatCount(run.withoutAllowRules.length)} of {formatCount(run.allowRules)} rules of
                what passes all the same
              </li>
            )}
          </ul>
        </>
      )}
      {isOther && <p className="mt-1 text-xs text-subtle">The policy above is another one by now.</p>}
    </div>
  );
}
