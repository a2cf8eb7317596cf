import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatPercent } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Badge } from "@/app/_ui/badge";
import { Callout } from "@/app/_ui/callout";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { RunResultView, RunView } from "@/server/contracts/evaluation-runs";
import { ListSheet } from "./list-sheet";
import { rowText } from "./row-text";

const SHOWN_MAX = 200;
const REFRESH_MS = 3_000;

const Details = z.object({
  scored_by: z.enum(["checks", "expected", "judge", "comparison"]).optional(),
  reason: z.string().nullish(),
  error: z.object({ message: z.string() }).optional(),
});

const SCORED_BY = {
  checks: "by checks",
  expected: "by the expected answer",
  judge: "by the judge",
  comparison: "against the expected answer",
} as const;

export function RunSheet({ run, onClose }: { run: RunView | null; onClose: () => void }) {
  return (
    <ListSheet title={run?.model ?? ""} isOpen={run !== null} onClose={onClose}>
      {run !== null && <Results run={run} />}
    </ListSheet>
  );
}

function Results({ run }: { run: RunView }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  // A dataset may be gone by now: then the answers stand alone.
  const rows = useQuery({
    ...trpc.datasets.rows.queryOptions({ orgSlug: org.slug, datasetId: run.dataset_id, limit: SHOWN_MAX }),
    retry: false,
  });
  const questions = new Map(rows.data?.items.map(({ id, input }) => [id, rowText(input)]));
  const results = useQuery({
    ...trpc.evaluations.results.queryOptions({ orgSlug: org.slug, runId: run.id, limit: SHOWN_MAX }),
    refetchInterval: run.finished_at === null ? REFRESH_MS : false,
  });
  if (results.data === undefined)
    return results.isError ? (
      <QueryError query={results} title="The results could not be loaded" />
    ) : (
      <Loading label="Loading results…">
        <Skeleton className="h-40 w-full" />
      </Loading>
    );
  const { items, has_more } = results.data;
  return (
    <>
      {run.error !== null && <Callout tone="error">{run.error}</Callout>}
      {items.length === 0 && <p className="text-sm text-muted">No answer yet.</p>}
      <ol className="divide-y divide-(--border-subtle)">
        {items.map((result) => (
          <ResultRow key={result.id} result={result} question={questions.get(result.input_id) ?? null} />
        ))}
      </ol>
      {has_more && (
        <p className="mt-3 text-xs text-subtle">The first {SHOWN_MAX} results. All of them are in the API.</p>
      )}
    </>
  );
}

interface ResultRowProps {
  result: RunResultView;
  question: string | null;
}

function ResultRow({ result: { score, output, metadata }, question }: ResultRowProps) {
  const details = Details.safeParse(metadata).data ?? {};
  const tone = score === null ? "neutral" : score >= 0.7 ? "success" : score >= 0.4 ? "warning" : "error";
  return (
    <li className="py-2.5 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={tone}>{score === null ? "no score" : formatPercent(score)}</Badge>
        {details.scored_by !== undefined && (
          <span className="text-xs text-subtle">{SCORED_BY[details.scored_by]}</span>
        )}
      </div>
      {question !== null && (
        <p className="mt-1 line-clamp-3 break-words whitespace-pre-wrap text-emphasis">{question}</p>
      )}
      {output !== "" && (
        <p className="mt-1 line-clamp-6 break-words whitespace-pre-wrap text-default">{output}</p>
      )}
      {details.reason != null && <p className="mt-1 text-muted">{details.reason}</p>}
      {details.error !== undefined && <p className="mt-1 text-error">{details.error.message}</p>}
    </li>
  );
}
