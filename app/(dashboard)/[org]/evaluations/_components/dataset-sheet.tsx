import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { DatasetView } from "@/server/contracts/datasets";
import { ListSheet } from "./list-sheet";
import { rowText } from "./row-text";

const SHOWN_MAX = 200;

export function DatasetSheet({ dataset, onClose }: { dataset: DatasetView | null; onClose: () => void }) {
  return (
    <ListSheet title={dataset?.name ?? ""} isOpen={dataset !== null} onClose={onClose}>
      {dataset !== null && <Rows dataset={dataset} />}
    </ListSheet>
  );
}

function Rows({ dataset }: { dataset: DatasetView }) {
  const { org } = useConsole();
  const rows = useQuery(
    useTRPC().datasets.rows.queryOptions({ orgSlug: org.slug, datasetId: dataset.id, limit: SHOWN_MAX }),
  );
  if (rows.data === undefined)
    return rows.isError ? (
      <QueryError query={rows} title="The rows could not be loaded" />
    ) : (
      <Loading label="Loading rows…">
        <Skeleton className="h-40 w-full" />
      </Loading>
    );
  const { items } = rows.data;
  if (items.length === 0)
    return <p className="text-sm text-muted">No rows yet. Your server can add some over the API.</p>;
  return (
    <>
      <ol className="divide-y divide-(--border-subtle)">
        {items.map((row) => (
          <li key={row.id} className="py-2.5 text-sm">
            <p className="break-words whitespace-pre-wrap text-emphasis">{rowText(row.input)}</p>
            {row.expected !== null && row.expected !== undefined && (
              <p className="mt-1 break-words whitespace-pre-wrap text-muted">
                Expected: {rowText(row.expected)}
              </p>
            )}
            {row.source_request_id !== null && (
              <p className="mt-1 text-xs text-subtle">
                From request <span className="font-mono">{row.source_request_id}</span>
              </p>
            )}
          </li>
        ))}
      </ol>
      {rows.data.has_more && (
        <p className="mt-3 text-xs text-subtle">
          The first {SHOWN_MAX} of {formatCount(dataset.row_count)} rows. All of them are in the API.
        </p>
      )}
    </>
  );
}
