"use client";

import { useState } from "react";
import { Dialog, DialogContent } from "@/app/_ui/dialog";
import type { CreateApiKeyOutput } from "@/server/contracts/api-keys";
import { KeyForm } from "./key-form";
import { KeyReveal } from "./key-reveal";

export interface CreateKeyDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Form first, then the key itself: the only time that it is shown. */
export function CreateKeyDialog({ isOpen, onOpenChange }: CreateKeyDialogProps) {
  const [created, setCreated] = useState<CreateApiKeyOutput | null>(null);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(next, details) => {
        // A press beside the window must not lose a key that cannot be shown again.
        if (!next && created !== null && details.reason === "outside-press") return details.cancel();
        onOpenChange(next);
      }}
      onOpenChangeComplete={(next) => {
        if (!next) setCreated(null);
      }}
    >
      {created === null ? (
        <DialogContent
          title="Create API key"
          description="For your servers. Keep it out of browsers and apps."
        >
          <KeyForm onCreated={setCreated} />
        </DialogContent>
      ) : (
        <DialogContent title={`${created.apiKey.name} is ready`} size="lg">
          <KeyReveal created={created} onDone={() => onOpenChange(false)} />
        </DialogContent>
      )}
    </Dialog>
  );
}
