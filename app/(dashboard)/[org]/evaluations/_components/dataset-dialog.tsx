"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Dialog, DialogContent, DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input, Textarea } from "@/app/_ui/input";
import { toast } from "@/app/_ui/toast";
import { parseRows } from "./parse-rows";

export interface DatasetDialogProps {
  projectId: string;
  isOpen: boolean;
  onClose: () => void;
}

export function DatasetDialog({ projectId, isOpen, onClose }: DatasetDialogProps) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const formId = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const create = useMutation(
    trpc.datasets.create.mutationOptions({
      onSuccess: async ({ row_count }) => {
        toast.success(`Dataset with ${row_count} ${row_count === 1 ? "row" : "rows"} made`);
        onClose();
        await queryClient.invalidateQueries(trpc.datasets.list.queryFilter());
      },
      onError: (error) => setProblem(shownError(error).message),
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const { rows, badLine } = parseRows(String(fields.get("rows") ?? ""));
    if (badLine !== null) return setProblem(`Line ${badLine} is neither a question nor JSON with input.`);
    setProblem(null);
    create.mutate({ orgSlug: org.slug, projectId, name: String(fields.get("name") ?? ""), rows });
  };
  return (
    <Dialog open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="New dataset"
        description="Examples that models are compared on. Up to 500 at a time here; more over the API."
        size="lg"
      >
        <form id={formId} onSubmit={submit} className="space-y-4" noValidate>
          <Field label="Name">
            <Input name="name" maxLength={80} autoComplete="off" />
          </Field>
          <Field
            label="Rows"
            description={'One a line: a question, or JSON such as {"input": "2 + 2?", "expected": "4"}.'}
          >
            <Textarea name="rows" rows={10} isMono spellCheck={false} />
          </Field>
          {problem !== null && (
            <Callout tone="error" isLive>
              {problem}
            </Callout>
          )}
        </form>
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isLoading={create.isPending}>
            Make dataset
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
