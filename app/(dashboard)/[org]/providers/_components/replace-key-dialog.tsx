"use client";

import { useState } from "react";
import { Dialog, DialogContent } from "@/app/_ui/dialog";
import type { ProviderKey } from "@/server/contracts/provider-keys";
import { ReplaceKeyForm } from "./replace-key-form";

export interface ReplaceKeyDialogProps {
  providerKey: ProviderKey | null;
  onClose: () => void;
}

export function ReplaceKeyDialog({ providerKey, onClose }: ReplaceKeyDialogProps) {
  // The window keeps its provider while it fades out.
  const [shown, setShown] = useState(providerKey);
  if (providerKey !== null && providerKey !== shown) setShown(providerKey);
  return (
    <Dialog
      open={providerKey !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      {shown !== null && (
        <DialogContent
          title={`Change ${shown.name}`}
          description="A new key replaces the old one at once. Changing the address clears the stored key."
        >
          <ReplaceKeyForm key={shown.id} providerKey={shown} onSaved={onClose} />
        </DialogContent>
      )}
    </Dialog>
  );
}
