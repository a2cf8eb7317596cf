import { useQuery } from "@tanstack/react-query";
import { findingLabel } from "@/app/_components/finding-label";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import { DRY_RUN_CHANGES_MAX, type DryRunChange } from "@/server/contracts/firewall-dry-runs";
import { ACTION_WORDS } from "../firewall-texts";
import { ChangeSheet } from "./change-sheet";
import type { DryRunReportProps } from "./dry-run-report";
import { VERDICT_LABELS } from "./dry-run-texts";
import { changesOf } from "./prepare-report";

/** Requests that would be treated otherwise, some of each way. */
export function DryRunChanges({ run, url }: DryRunReportProps) {
  const { org } = useConsole();
  const { projectId, id: dryRunId } = run;
  const isOpen = run.finishedAt === null;
  const changes = useQuery({
    ...useTRPC().dryRuns.changes.queryOptions({ orgSlug: org.slug, projectId, dryRunId }),
    enabled: !isOpen,
  });
  const { basis, way, change } = url.params;
  if (isOpen) return <p className="text-xs text-subtle">Examples are listed when it is done.</p>;
  if (changes.data === undefined)
    return changes.isError ? (
      <QueryError query={changes} title="The examples could not be loaded" />
    ) : (
      <Loading>
        <Skeleton className="h-24 w-full" />
      </Loading>
    );
  const items = changesOf(changes.data.items, basis, way);
  const place = items.findIndex(({ requestId }) => requestId === change);
  const opener = (index: number): (() => void) | undefined => {
    const item = items[index];
    return place < 0 || item === undefined ? undefined : () => url.setParams({ change: item.requestId });
  };
  return (
    <section>
      <header className="mb-1 flex flex-wrap items-center gap-2">
        <h3 className="grow text-sm font-semibold text-emphasis">Examples of changed requests</h3>
        {way !== null && (
          <Button size="sm" onClick={() => url.setParams({ way: null })}>
            Show all
          </Button>
        )}
      </header>
      {items.length === 0 ? (
        <p className="text-sm text-muted">None is kept.</p>
      ) : (
        <ChangeTable items={items} run={run} url={url} />
      )}
      {items.length > 0 && (
        <p className="mt-1 text-xs text-subtle">
          Of each way from before to after the newest {DRY_RUN_CHANGES_MAX.ofOneWay} are kept.
        </p>
      )}
      <ChangeSheet
        run={run}
        requestId={items[place]?.requestId ?? null}
        onClose={() => url.setParams({ change: null })}
        onPrevious={opener(place - 1)}
        onNext={opener(place + 1)}
      />
    </section>
  );
}

function ChangeTable({ items, run, url }: DryRunReportProps & { items: readonly DryRunChange[] }) {
  const { basis } = url.params;
  const rules = [...run.draft.customRules, ...run.saved.customRules];
  return (
    <Table label="Changed requests" className="border-y border-subtle">
      <TableHead>
        <tr>
          <TableHeaderCell>Request</TableHeaderCell>
          <TableHeaderCell>Change</TableHeaderCell>
          <TableHeaderCell>For</TableHeaderCell>
        </tr>
      </TableHead>
      <TableBody>
        {items.map((item) => (
          <TableRow key={item.requestId}>
            <TableCell className="whitespace-nowrap">
              <button
                type="button"
                onClick={() => url.setParams({ change: item.requestId })}
                className="rounded-sm text-left text-emphasis underline decoration-(--border-strong) underline-offset-3 hover:decoration-current"
              >
                <RelativeTime date={item.createdAt} />
              </button>
            </TableCell>
            <TableCell className="whitespace-nowrap">
              {VERDICT_LABELS[item[basis]]} → <b className="text-emphasis">{VERDICT_LABELS[item.draft]}</b>
            </TableCell>
            <TableCell className="text-muted">
              {item.differences
                .filter((each) => each[basis] !== each.draft)
                .map(
                  (each) =>
                    `${findingLabel(each, rules)} ${each.draft === null ? "not found" : ACTION_WORDS[each.draft]}`,
                )
                .join(", ")}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
