"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Dialog, DialogContent, DialogFooter } from "@/app/_ui/dialog";
import { toast } from "@/app/_ui/toast";
import type { Constraints } from "@/server/contracts/constraints";
import { type DraftErrors, draftOf, readDraft } from "./constraint-draft";
import { ConstraintFields } from "./constraint-fields";

export interface ConstraintsDialogProps {
  rules: Constraints;
  isOpen: boolean;
  onClose: () => void;
}

export function ConstraintsDialog({ rules, isOpen, onClose }: ConstraintsDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        size="lg"
        title="Constraints"
        description="For every route of this organisation. An empty field is no limit."
      >
        <ConstraintsForm rules={rules} onDone={onClose} />
      </DialogContent>
    </Dialog>
  );
}

function ConstraintsForm({ rules, onDone }: { rules: Constraints; onDone: () => void }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(rules));
  const [errors, setErrors] = useState<DraftErrors>({});
  const save = useMutation(
    trpc.constraints.replace.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.constraints.get.queryFilter());
        toast.success("Constraints saved", { description: "Gateways follow within seconds." });
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readDraft(draft);
    setErrors(read.errors ?? {});
    if (read.rules !== null) save.mutate({ orgSlug: org.slug, rules: read.rules });
  };
  return (
    <form noValidate onSubmit={submit} className="space-y-6">
      <ConstraintFields draft={draft} errors={errors} onChange={setDraft} />
      {save.isError && (
        <Callout tone="error" isLive>
          {shownError(save.error).message}
        </Callout>
      )}
      <DialogFooter>
        <Button type="submit" variant="primary" isLoading={save.isPending}>
          Save constraints
        </Button>
      </DialogFooter>
    </form>
  );
}
