import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { DetailSheet, SheetBar } from "@/app/_components/detail-sheet";
import { findingLabel } from "@/app/_components/finding-label";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Facts } from "@/app/_ui/facts";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { DryRunChangeDetail, DryRunView } from "@/server/contracts/firewall-dry-runs";
import { requestsHref } from "../../../requests/search-params";
import { ContextFigure } from "../context-figure";
import { ACTION_WORDS } from "../firewall-texts";
import { VERDICT_LABELS } from "./dry-run-texts";

export interface ChangeSheetProps {
  run: DryRunView;
  /** Null closes the sheet. */
  requestId: string | null;
  onClose: () => void;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
}

/** One request that would be treated otherwise, with what is found in it and around it. */
export function ChangeSheet(props: ChangeSheetProps) {
  const { requestId, onClose } = props;
  return (
    <DetailSheet isOpen={requestId !== null} label="Open change" onClose={onClose}>
      {requestId !== null && <OpenChange {...props} requestId={requestId} />}
    </DetailSheet>
  );
}

function OpenChange({ run, requestId, onPrevious, onNext }: ChangeSheetProps & { requestId: string }) {
  const { org } = useConsole();
  const { projectId, id: dryRunId } = run;
  const query = useQuery(
    useTRPC().dryRuns.change.queryOptions({ orgSlug: org.slug, projectId, dryRunId, requestId }),
  );
  return (
    <>
      <SheetBar thing="Change" id={requestId} onPrevious={onPrevious} onNext={onNext} />
      {query.data ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <div tabIndex={0} className="min-h-0 grow space-y-6 overflow-y-auto px-4 pt-4 pb-8 md:px-5">
          <h2 className="text-md font-semibold text-emphasis">
            Would be {VERDICT_LABELS[query.data.draft].toLowerCase()}
          </h2>
          <Facts items={factsOf(query.data, org.slug)} />
          <Found detail={query.data} run={run} />
        </div>
      ) : query.isError ? (
        <QueryError query={query} title="This change could not be shown" />
      ) : (
        <Loading className="space-y-4 p-5">
          <Skeleton className="h-6 w-48" />
          <Skeleton className="h-40 w-full" />
        </Loading>
      )}
    </>
  );
}

function factsOf({ recorded, saved, draft, createdAt, requestId }: DryRunChangeDetail, orgSlug: string) {
  return [
    { label: "What happened", value: VERDICT_LABELS[recorded] },
    { label: "Saved policy", value: VERDICT_LABELS[saved] },
    { label: "Tried policy", value: VERDICT_LABELS[draft] },
    { label: "When", value: <RelativeTime date={createdAt} /> },
    {
      label: "Request",
      value: (
        <Link
          prefetch={false}
          href={requestsHref(orgSlug, { range: "90d", request: requestId, tab: "details" })}
          className="underline decoration-(--border-strong) underline-offset-3 hover:decoration-current"
        >
          Open the request
        </Link>
      ),
    },
  ];
}

function Found({ detail, run }: { detail: DryRunChangeDetail; run: DryRunView }) {
  const rules = [...run.draft.customRules, ...run.saved.customRules];
  if (!detail.isStored) return <p className="text-sm text-muted">Its text is not stored any more.</p>;
  return (
    <section className="space-y-4">
      <h3 className="text-sm font-semibold text-emphasis">What is found</h3>
      {detail.found.length === 0 && <p className="text-sm text-muted">Nothing, by either policy.</p>}
      {detail.found.map(({ context, by, action, score, ...found }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was found never moves
        <div key={index} className="space-y-1">
          <p className="text-sm text-default">
            {findingLabel(found, rules)}, {by === "draft" ? ACTION_WORDS[action] : "by the saved policy only"}
            {found.category === "injection" && (
              <span className="text-muted tabular-nums"> (score {score.toFixed(2)})</span>
            )}
          </p>
          {context === null ? (
            <p className="text-xs text-subtle">Its surroundings are not stored.</p>
          ) : (
            <ContextFigure context={context} />
          )}
        </div>
      ))}
      <p className="text-xs text-subtle">
        Personal data and secrets are replaced here, whatever the project stores.
      </p>
    </section>
  );
}
