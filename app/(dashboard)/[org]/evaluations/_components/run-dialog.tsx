"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Checkbox } from "@/app/_ui/checkbox";
import { Dialog, DialogContent, DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { toast } from "@/app/_ui/toast";
import type { DatasetView } from "@/server/contracts/datasets";

export interface RunDialogProps {
  datasets: readonly DatasetView[];
  isOpen: boolean;
  onClose: () => void;
}

const MODEL_LIST = "run-models";

export function RunDialog({ datasets, isOpen, onClose }: RunDialogProps) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const formId = useId();
  const models = useQuery(trpc.routes.models.queryOptions({ orgSlug: org.slug }));
  const [datasetId, setDatasetId] = useState<string | null>(null);
  const [isCompared, setCompared] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const start = useMutation(
    trpc.evaluations.start.mutationOptions({
      onSuccess: async () => {
        toast.success("Evaluation started");
        onClose();
        await queryClient.invalidateQueries(trpc.evaluations.runs.queryFilter());
      },
      onError: (error) => setProblem(shownError(error).message),
    }),
  );
  const chosen = datasetId ?? datasets[0]?.id ?? null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? "").trim();
    if (chosen === null) return;
    setProblem(null);
    const judge = text("judge");
    start.mutate({
      orgSlug: org.slug,
      dataset_id: chosen,
      model: text("model"),
      config: judge === "" ? {} : { judge_model: judge, compare: isCompared },
    });
  };
  return (
    <Dialog open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="New evaluation"
        description="A model is asked every row of a dataset, with your provider key and at your price."
        size="md"
      >
        <form id={formId} onSubmit={submit} className="space-y-4" noValidate>
          <Field label="Dataset">
            <Select
              options={datasets.map(({ id, name, row_count }) => ({
                value: id,
                label: `${name} (${row_count})`,
              }))}
              value={chosen}
              onValueChange={setDatasetId}
            />
          </Field>
          <Field label="Model">
            <Input
              name="model"
              list={MODEL_LIST}
              isMono
              autoComplete="off"
              placeholder="openai/gpt-5.4-mini"
            />
          </Field>
          <Field
            label="Judge"
            isOptional
            description="Of another family than the model. Without one, expected answers decide, else checks."
          >
            <Input
              name="judge"
              list={MODEL_LIST}
              isMono
              autoComplete="off"
              placeholder="anthropic/claude-sonnet-4"
            />
          </Field>
          <Checkbox
            isChecked={isCompared}
            onCheckedChange={setCompared}
            label="Compare with the expected answer"
            description="The judge says which of the two is better, asked once in each order."
          />
          <datalist id={MODEL_LIST}>
            {models.data?.items.map(({ provider, model }) => (
              <option key={`${provider}/${model}`} value={`${provider}/${model}`} />
            ))}
          </datalist>
          {problem !== null && (
            <Callout tone="error" isLive>
              {problem}
            </Callout>
          )}
        </form>
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isLoading={start.isPending}>
            Start
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
