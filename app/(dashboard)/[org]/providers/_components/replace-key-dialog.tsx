"use client";

import { useState } from "react";
import { Dialog, DialogContent } from "@/app/_ui/dialog";
import type { ProviderKey } from "@/server/contracts/provider-keys";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { ReplaceKeyForm } from "./replace-key-form";

export interface ReplaceKeyDialogProps {
  providerKey: ProviderKey | null;
  onClose: () => void;
}

export function ReplaceKeyDialog({ providerKey, onClose }: ReplaceKeyDialogProps) {
  // The window keeps its provider while it fades out.
  const [shown, setShown] = useState(providerKey);
  if (providerKey !== null && providerKey !== shown) setShown(providerKey);
  const provider = shown === null ? undefined : PROVIDERS[shown.provider];
  return (
    <Dialog
      open={providerKey !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      {shown !== null && provider !== undefined && (
        <DialogContent
          title={`Change ${shown.name}`}
          description="A new key replaces the old one at once. Changing the address, or what it is made of, clears the stored key."
        >
          <ReplaceKeyForm key={shown.id} providerKey={shown} provider={provider} onSaved={onClose} />
        </DialogContent>
      )}
    </Dialog>
  );
}
