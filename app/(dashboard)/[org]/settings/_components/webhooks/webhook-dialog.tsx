"use client";

import { useState } from "react";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { CopyField } from "@/app/_ui/copy";
import { Dialog, DialogContent, DialogFooter } from "@/app/_ui/dialog";
import type { WebhookEndpoint } from "@/server/contracts/webhooks";
import { WebhookForm } from "./webhook-form";

/** `new` for one that does not exist yet. */
export type WebhookEditing = WebhookEndpoint | "new" | null;

/** Form first; after creation the secret, the only time that it is shown. */
export function WebhookDialog({ editing, onClose }: { editing: WebhookEditing; onClose: () => void }) {
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Dialog
      open={editing !== null}
      onOpenChange={(isOpen, details) => {
        // A press beside the window must not lose a secret that cannot be shown again.
        if (!isOpen && secret !== null && details.reason === "outside-press") return details.cancel();
        if (!isOpen) onClose();
      }}
      onOpenChangeComplete={(isOpen) => {
        if (!isOpen) setSecret(null);
      }}
    >
      {secret !== null ? (
        <DialogContent title="The webhook is ready">
          <SecretReveal secret={secret} onDone={onClose} />
        </DialogContent>
      ) : (
        <DialogContent
          title={editing === null || editing === "new" ? "Add webhook" : "Edit webhook"}
          description="A public https address that answers within 15 seconds with a status of 200 to 299."
        >
          <WebhookForm
            endpoint={editing === "new" ? null : editing}
            onCreated={setSecret}
            onSaved={onClose}
          />
        </DialogContent>
      )}
    </Dialog>
  );
}

export function SecretReveal({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <div className="space-y-4">
      <Callout tone="warning" isLive>
        Copy the secret now: it is not shown again. Your server checks each call with it.
      </Callout>
      <CopyField value={secret} label="Copy signing secret" />
      <p className="text-xs text-muted">
        Any library of Standard Webhooks verifies the calls: give it this secret, the body as it came, and the
        headers <code className="font-mono">webhook-id</code>,{" "}
        <code className="font-mono">webhook-timestamp</code> and{" "}
        <code className="font-mono">webhook-signature</code>.
      </p>
      <DialogFooter>
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      </DialogFooter>
    </div>
  );
}
