"use client";

import { Dialog, DialogContent } from "@/app/_ui/dialog";
import type { Budget } from "@/server/contracts/budgets";
import { BudgetForm } from "./budget-form";

export interface BudgetDialogProps {
  /** `new` for one that does not exist yet. */
  editing: Budget | "new" | null;
  onClose: () => void;
}

export function BudgetDialog({ editing, onClose }: BudgetDialogProps) {
  return (
    <Dialog
      open={editing !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      {editing !== null && (
        <DialogContent
          title={editing === "new" ? "Set budget" : `Budget of ${editing.scopeName}`}
          description="The most to be spent on models. A change holds within five seconds."
        >
          <BudgetForm budget={editing === "new" ? null : editing} onDone={onClose} />
        </DialogContent>
      )}
    </Dialog>
  );
}
