import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input, Textarea } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { toast } from "@/app/_ui/toast";
import type { DatasetView } from "@/server/contracts/datasets";
import { QueryError } from "../query-error";
import { useConsole } from "../shell/console-context";
import type { UsableSource } from "./sort-sources";
import { SourcePreview } from "./source-preview";

const NEW = "new";

type Expected = "answer" | "correction" | "own" | "none";

export interface AddFormProps {
  sources: readonly [UsableSource, ...UsableSource[]];
  correction: string | null;
  onClose: () => void;
  onAdded: () => void;
}

/** The form, once it is known which datasets there are. */
export function AddForm(props: AddFormProps) {
  const { org } = useConsole();
  const { projectId } = props.sources[0];
  const query = useQuery(useTRPC().datasets.list.queryOptions({ orgSlug: org.slug, projectId, limit: 200 }));
  if (query.data !== undefined) return <FilledForm {...props} datasets={query.data.items} />;
  return query.isError ? (
    <QueryError query={query} title="Your datasets could not be loaded" />
  ) : (
    <Loading label="Loading datasets…">
      <Skeleton className="h-32 w-full" />
    </Loading>
  );
}

function FilledForm({
  sources,
  correction,
  datasets,
  onClose,
  onAdded,
}: AddFormProps & { datasets: readonly DatasetView[] }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { projectId } = sources[0];
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [expected, setExpected] = useState<Expected>(correction === null ? "answer" : "correction");
  const [own, setOwn] = useState("");
  const settled = {
    onSuccess: async (dataset: { name: string }) => {
      toast.success(`${sources.length === 1 ? "1 row" : `${sources.length} rows`} added to ${dataset.name}`);
      onAdded();
      await queryClient.invalidateQueries(trpc.datasets.pathFilter());
    },
  };
  const add = useMutation(trpc.datasets.addRows.mutationOptions(settled));
  const create = useMutation(trpc.datasets.create.mutationOptions(settled));
  const datasetId = chosen ?? datasets[0]?.id ?? NEW;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const rows = sources.map(({ requestId }) => ({
      request_id: requestId,
      ...(expected === "answer" ? { expected_from: "answer" as const } : {}),
      ...(expected === "correction" && correction !== null ? { expected: correction } : {}),
      ...(expected === "own" && own.trim() !== "" ? { expected: own.trim() } : {}),
    }));
    if (datasetId === NEW) create.mutate({ orgSlug: org.slug, projectId, name, rows });
    else add.mutate({ orgSlug: org.slug, datasetId, rows });
  };
  const error = add.error ?? create.error;
  return (
    <form onSubmit={submit} className="space-y-4" noValidate>
      {datasets.length > 0 && (
        <Field label="Dataset">
          <Select
            options={[
              ...datasets.map((dataset) => ({
                value: dataset.id,
                label: `${dataset.name} (${dataset.row_count})`,
              })),
              { value: NEW, label: "New dataset…" },
            ]}
            value={datasetId}
            onValueChange={setChosen}
          />
        </Field>
      )}
      {datasetId === NEW && (
        <Field label="Name of the new dataset">
          <Input value={name} onValueChange={setName} maxLength={80} autoComplete="off" />
        </Field>
      )}
      <SourcePreview sources={sources} />
      <Field
        label="Expected answer"
        description="What a right answer would be: runs compare with it. Without one, checks or a judge decide."
      >
        <Select
          options={expectedOptions(sources.length, correction)}
          value={expected}
          onValueChange={setExpected}
        />
      </Field>
      {expected === "own" && (
        <Textarea
          aria-label="The expected answer"
          rows={3}
          value={own}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
      )}
      {(expected === "answer" || expected === "correction") && sources.length === 1 && (
        <blockquote className="border-l-2 border-default pl-2.5 text-sm break-words whitespace-pre-wrap text-muted">
          {(expected === "correction" ? correction : sources[0].answer) || "The answer has no words."}
        </blockquote>
      )}
      {error !== null && (
        <Callout tone="error" isLive>
          {shownError(error).message}
        </Callout>
      )}
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" isLoading={add.isPending || create.isPending}>
          {sources.length === 1 ? "Add row" : `Add ${sources.length} rows`}
        </Button>
      </DialogFooter>
    </form>
  );
}

function expectedOptions(count: number, correction: string | null) {
  const options: { value: Expected; label: string }[] = [
    { value: "answer", label: count === 1 ? "The answer that was given" : "The answers that were given" },
  ];
  if (correction !== null) options.unshift({ value: "correction", label: "The correction from the rating" });
  if (count === 1) options.push({ value: "own", label: "Write it yourself" });
  options.push({ value: "none", label: "None" });
  return options;
}
