"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { DialogFooter, scrimClass } from "./dialog";
import { Field } from "./field";
import { Input } from "./input";

export interface ConfirmDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  confirmLabel: string;
  /** Where “Cancel” could be taken for the deed itself. */
  dismissLabel?: string;
  onConfirm: () => void;
  isPending?: boolean;
  /** For what cannot be undone: the person types this text before the button works. */
  typedText?: string;
  error?: string | undefined;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Base.Root open={props.isOpen} onOpenChange={props.onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={cn(scrimClass, "z-modal")} />
        <Base.Viewport className="fixed inset-0 z-modal flex items-start justify-center overflow-y-auto px-4 py-[min(16vh,9rem)]">
          <Base.Popup className="w-full max-w-104 rounded-xl bg-surface p-5 shadow-modal outline-none transition-[opacity,transform] duration-150 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0">
            <ConfirmBody {...props} />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

function ConfirmBody({
  title,
  description,
  confirmLabel,
  dismissLabel = "Cancel",
  onConfirm,
  isPending,
  typedText,
  error,
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState("");
  const isReady = typedText === undefined || typed.trim() === typedText;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onConfirm();
      }}
    >
      <Base.Title className="text-base font-semibold text-emphasis">{title}</Base.Title>
      <Base.Description className="mt-1.5 text-sm text-muted">{description}</Base.Description>
      {typedText !== undefined && (
        <Field
          className="mt-4"
          label={
            <span className="font-normal">
              Type <span className="font-mono text-xs font-semibold break-all">{typedText}</span> to confirm
            </span>
          }
        >
          <Input value={typed} onValueChange={setTyped} autoComplete="off" spellCheck={false} />
        </Field>
      )}
      {error !== undefined && (
        <p role="alert" className="mt-3 text-sm text-error">
          {error}
        </p>
      )}
      <DialogFooter>
        <Base.Close render={<Button>{dismissLabel}</Button>} />
        <Button type="submit" variant="danger" isLoading={isPending} disabled={!isReady}>
          {confirmLabel}
        </Button>
      </DialogFooter>
    </form>
  );
}
