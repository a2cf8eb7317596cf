"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { PageBody } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCost, formatPercent } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import { toast } from "@/app/_ui/toast";
import type { RunView } from "@/server/contracts/evaluation-runs";
import { evaluationParams } from "../search-params";
import { EvaluationsSkeleton } from "./evaluations-skeleton";
import { RunDialog } from "./run-dialog";
import { RunSheet } from "./run-sheet";
import { RunStatus } from "./run-status";

const REFRESH_MS = 3_000;

/** Runs of models over datasets, the newest first. */
export function RunsTab({ projectId }: { projectId: string }) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const [{ run: openId }, setParams] = useQueryStates(evaluationParams);
  const [isStarting, setStarting] = useState(false);
  const runs = useQuery({
    ...trpc.evaluations.runs.queryOptions({ orgSlug: org.slug, projectId, limit: 100 }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ finished_at }) => finished_at === null) ? REFRESH_MS : false,
  });
  const datasets = useQuery(trpc.datasets.list.queryOptions({ orgSlug: org.slug, projectId, limit: 200 }));
  if (runs.data === undefined || datasets.data === undefined)
    return runs.isError ? (
      <QueryError query={runs} title="The evaluations could not be loaded" className="grow" />
    ) : datasets.isError ? (
      <QueryError query={datasets} title="The datasets could not be loaded" className="grow" />
    ) : (
      <EvaluationsSkeleton />
    );
  const names = new Map(datasets.data.items.map(({ id, name }) => [id, name]));
  const hasDataset = names.size > 0;
  const start = may("evaluation:manage") && (
    <Button
      variant="primary"
      onClick={() => (hasDataset ? setStarting(true) : void setParams({ tab: "datasets" }))}
    >
      {hasDataset ? "New evaluation" : "Make a dataset first"}
    </Button>
  );
  return (
    <PageBody>
      {runs.data.items.length === 0 ? (
        <EmptyState
          icon={<FlaskConical />}
          title="Evaluations"
          description="Ask a model everything in a dataset and see how good the answers are, before your users do."
          action={start}
        />
      ) : (
        <Section title="Evaluations" actions={start}>
          <Card>
            <RunTable runs={runs.data.items} names={names} onOpen={(run) => void setParams({ run })} />
          </Card>
        </Section>
      )}
      <RunDialog datasets={datasets.data.items} isOpen={isStarting} onClose={() => setStarting(false)} />
      <RunSheet
        run={runs.data.items.find(({ id }) => id === openId) ?? null}
        onClose={() => void setParams({ run: null })}
      />
    </PageBody>
  );
}

interface RunTableProps {
  runs: readonly RunView[];
  names: ReadonlyMap<string, string>;
  onOpen: (runId: string) => void;
}

function RunTable({ runs, names, onOpen }: RunTableProps) {
  return (
    <Table label="Evaluations">
      <TableHead>
        <TableRow>
          <TableHeaderCell>Model</TableHeaderCell>
          <TableHeaderCell>Dataset</TableHeaderCell>
          <TableHeaderCell>State</TableHeaderCell>
          <TableHeaderCell isNumeric>Score</TableHeaderCell>
          <TableHeaderCell isNumeric>Cost</TableHeaderCell>
          <TableHeaderCell>Started</TableHeaderCell>
          <TableHeaderCell>
            <span className="sr-only">Actions</span>
          </TableHeaderCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id}>
            <TableCell>
              <button
                type="button"
                className="rounded-sm text-left font-mono text-xs text-emphasis underline-offset-3 hover:underline"
                onClick={() => onOpen(run.id)}
              >
                {run.model}
              </button>
            </TableCell>
            <TableCell>{names.get(run.dataset_id) ?? "deleted"}</TableCell>
            <TableCell>
              <RunStatus run={run} />
            </TableCell>
            <TableCell isNumeric>{formatPercent(run.progress.score)}</TableCell>
            <TableCell isNumeric>{formatCost(run.progress.cost_micro_usd)}</TableCell>
            <TableCell>
              <RelativeTime date={new Date(run.created_at)} className="text-muted" />
            </TableCell>
            <TableCell className="text-right">
              {run.finished_at === null && <CancelRun runId={run.id} />}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function CancelRun({ runId }: { runId: string }) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const cancel = useMutation(
    trpc.evaluations.cancel.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.evaluations.runs.queryFilter()),
      onError: (error) => toast.error("It was not cancelled", { description: shownError(error).message }),
    }),
  );
  if (!may("evaluation:manage")) return null;
  return (
    <Button
      size="sm"
      variant="ghost"
      isLoading={cancel.isPending}
      onClick={() => cancel.mutate({ orgSlug: org.slug, runId })}
    >
      Cancel
    </Button>
  );
}
