"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Table2 } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { PageBody } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { EmptyState } from "@/app/_ui/empty-state";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { DatasetView } from "@/server/contracts/datasets";
import { evaluationParams } from "../search-params";
import { DatasetDialog } from "./dataset-dialog";
import { DatasetSheet } from "./dataset-sheet";
import { EvaluationsSkeleton } from "./evaluations-skeleton";

export function DatasetsTab({ projectId }: { projectId: string }) {
  const { org, may } = useConsole();
  const [{ dataset: openId }, setParams] = useQueryStates(evaluationParams);
  const [isMaking, setMaking] = useState(false);
  const [doomed, setDoomed] = useState<DatasetView | null>(null);
  const datasets = useQuery(
    useTRPC().datasets.list.queryOptions({ orgSlug: org.slug, projectId, limit: 200 }),
  );
  if (datasets.data === undefined)
    return datasets.isError ? (
      <QueryError query={datasets} title="The datasets could not be loaded" className="grow" />
    ) : (
      <EvaluationsSkeleton />
    );
  const { items } = datasets.data;
  const make = may("evaluation:manage") && (
    <Button variant="primary" onClick={() => setMaking(true)}>
      New dataset
    </Button>
  );
  return (
    <PageBody>
      {items.length === 0 ? (
        <EmptyState
          icon={<Table2 />}
          title="Datasets"
          description="Your own examples, with the right answers where you know them. A run asks a model all of them."
          action={make}
        />
      ) : (
        <Section title="Datasets" actions={make}>
          <Card>
            <Table label="Datasets">
              <TableHead>
                <TableRow>
                  <TableHeaderCell>Name</TableHeaderCell>
                  <TableHeaderCell isNumeric>Rows</TableHeaderCell>
                  <TableHeaderCell>Made</TableHeaderCell>
                  <TableHeaderCell>
                    <span className="sr-only">Actions</span>
                  </TableHeaderCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {items.map((dataset) => (
                  <TableRow key={dataset.id}>
                    <TableCell>
                      <button
                        type="button"
                        className="rounded-sm text-left font-semibold text-emphasis underline-offset-3 hover:underline"
                        onClick={() => void setParams({ dataset: dataset.id })}
                      >
                        {dataset.name}
                      </button>
                    </TableCell>
                    <TableCell isNumeric>{formatCount(dataset.row_count)}</TableCell>
                    <TableCell>
                      <RelativeTime date={new Date(dataset.created_at)} className="text-muted" />
                    </TableCell>
                    <TableCell className="text-right">
                      {may("evaluation:manage") && (
                        <Button size="sm" variant="ghost" onClick={() => setDoomed(dataset)}>
                          Delete…
                        </Button>
                      )}
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </Card>
        </Section>
      )}
      <DatasetDialog projectId={projectId} isOpen={isMaking} onClose={() => setMaking(false)} />
      <DatasetSheet
        dataset={items.find(({ id }) => id === openId) ?? null}
        onClose={() => void setParams({ dataset: null })}
      />
      <DeleteDataset dataset={doomed} onClose={() => setDoomed(null)} />
    </PageBody>
  );
}

function DeleteDataset({ dataset, onClose }: { dataset: DatasetView | null; onClose: () => void }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.datasets.delete.mutationOptions({
      onSuccess: async () => {
        onClose();
        await queryClient.invalidateQueries(trpc.datasets.list.queryFilter());
      },
    }),
  );
  return (
    <ConfirmDialog
      isOpen={dataset !== null}
      onOpenChange={(isOpen) => {
        remove.reset();
        if (!isOpen) onClose();
      }}
      title={`Delete ${dataset?.name ?? "this dataset"}?`}
      description="Its rows are gone for good, and runs over it end. What they have found so far stays."
      confirmLabel="Delete dataset"
      isPending={remove.isPending}
      error={remove.isError ? shownError(remove.error).message : undefined}
      onConfirm={() => dataset !== null && remove.mutate({ orgSlug: org.slug, datasetId: dataset.id })}
    />
  );
}
