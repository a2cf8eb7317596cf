"use client";

import { type FormEvent, useId } from "react";
import { Button } from "@/app/_ui/button";
import { Dialog, DialogContent, DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Textarea } from "@/app/_ui/input";
import type { NpsAnswer } from "@/server/contracts/nps-answers";
import { useHandle } from "./use-handle";

export interface HandleDialogProps {
  /** Null while the window is closed. */
  answer: NpsAnswer | null;
  onClose: () => void;
}

export function HandleDialog({ answer, onClose }: HandleDialogProps) {
  const handle = useHandle(onClose);
  const formId = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get("note") ?? "").trim();
    if (answer !== null)
      handle.set({ answerId: answer.id, isHandled: true, ...(note === "" ? {} : { note }) });
  };
  return (
    <Dialog open={answer !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title="Mark as handled"
        description={answer?.comment ?? `A score of ${answer?.score ?? ""} without a comment.`}
        size="md"
      >
        <form id={formId} onSubmit={submit}>
          <Field
            label="What was done"
            isOptional
            description="For your team. Personal data is replaced before it is stored."
          >
            <Textarea name="note" rows={3} maxLength={500} />
          </Field>
        </form>
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isLoading={handle.isPending}>
            Mark as handled
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
