"use client";

import { useState } from "react";
import { Dialog, DialogContent } from "@/app/_ui/dialog";
import { providerCatalogEntry } from "@/server/contracts/provider-catalog";
import type { ProviderId } from "@/server/contracts/provider-keys";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { ConnectForm } from "./connect-form";
import { spokenFormats } from "./spoken-formats";

export interface ConnectDialogProps {
  providerId: ProviderId | null;
  onClose: () => void;
}

export function ConnectDialog({ providerId, onClose }: ConnectDialogProps) {
  // The window keeps its provider while it fades out.
  const [shownId, setShownId] = useState(providerId);
  if (providerId !== null && providerId !== shownId) setShownId(providerId);
  const entry = shownId === null ? undefined : providerCatalogEntry(shownId);
  const provider = shownId === null ? undefined : PROVIDERS[shownId];
  return (
    <Dialog
      open={providerId !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      {entry !== undefined && provider !== undefined && shownId !== null && (
        <DialogContent
          title={`Connect ${entry.name}`}
          description={
            entry.docsUrl !== null && (
              <a
                href={entry.docsUrl}
                target="_blank"
                rel="noreferrer"
                className="text-accent hover:underline"
              >
                {entry.needsKey ? `Where to find ${entry.name} keys` : `${entry.name} documentation`}
                <span className="sr-only"> (opens in a new tab)</span>
              </a>
            )
          }
        >
          <p className="mb-4 text-xs text-muted">{spokenFormats(provider)}</p>
          <ConnectForm
            key={shownId}
            providerId={shownId}
            entry={entry}
            provider={provider}
            onConnected={onClose}
          />
        </DialogContent>
      )}
    </Dialog>
  );
}
