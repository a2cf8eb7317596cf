"use client";

import { Ellipsis, KeyRound, Pencil, Power, ScrollText, Send, Trash2 } from "lucide-react";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { Badge } from "@/app/_ui/badge";
import { Button, IconButton } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { Dialog, DialogContent } from "@/app/_ui/dialog";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/app/_ui/menu";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { WebhookEndpoint } from "@/server/contracts/webhooks";
import { DeliveriesSheet } from "./deliveries-sheet";
import { useWebhookActions } from "./use-webhook-actions";
import { SecretReveal } from "./webhook-dialog";

const STATUS = {
  active: { tone: "success", label: "Active" },
  failing: { tone: "warning", label: "Failing" },
  off: { tone: "neutral", label: "Off" },
  given_up: { tone: "error", label: "Turned off by us" },
} as const;

export interface WebhookRowProps {
  endpoint: WebhookEndpoint;
  /** Left out for those who may not change it. */
  onEdit: (() => void) | undefined;
}

export function WebhookRow({ endpoint, onEdit }: WebhookRowProps) {
  const [isLogOpen, setIsLogOpen] = useState(false);
  const status = STATUS[endpoint.status];
  return (
    <div className="flex items-start gap-3 px-4 py-3">
      <div className="min-w-0 grow space-y-1">
        <p className="flex min-w-0 flex-wrap items-center gap-2">
          <span className="min-w-0 truncate font-mono text-xs text-emphasis">{endpoint.url}</span>
          <Badge tone={status.tone}>{status.label}</Badge>
        </p>
        {endpoint.description !== "" && <p className="text-sm text-muted">{endpoint.description}</p>}
        <p className="text-xs text-subtle">
          {endpoint.eventTypes.join(", ")} · secret ends in{" "}
          <span className="font-mono">{endpoint.lastFour}</span>
        </p>
        <Trouble endpoint={endpoint} />
      </div>
      <Button size="sm" icon={<ScrollText aria-hidden />} onClick={() => setIsLogOpen(true)}>
        Log
      </Button>
      <WebhookMenu endpoint={endpoint} onEdit={onEdit} onTested={() => setIsLogOpen(true)} />
      <DeliveriesSheet endpoint={endpoint} isOpen={isLogOpen} onOpenChange={setIsLogOpen} />
    </div>
  );
}

function Trouble({
  endpoint: { status, failingSince, disabledAt, previousUntil },
}: {
  endpoint: WebhookEndpoint;
}) {
  return (
    <>
      {status === "failing" && failingSince !== null && (
        <p className="text-xs text-warning">
          Nothing was taken since <RelativeTime date={failingSince} />. After five days we turn it off.
        </p>
      )}
      {status === "given_up" && disabledAt !== null && (
        <p className="text-xs text-error">
          Turned off <RelativeTime date={disabledAt} />, as it took nothing for days or said that it is gone.
        </p>
      )}
      {previousUntil !== null && (
        <p className="text-xs text-muted">
          The secret before signs as well, until <RelativeTime date={previousUntil} />.
        </p>
      )}
    </>
  );
}

interface WebhookMenuProps extends WebhookRowProps {
  onTested: () => void;
}

function WebhookMenu({ endpoint, onEdit, onTested }: WebhookMenuProps) {
  const { may } = useConsole();
  const [asking, setAsking] = useState<"delete" | "rotate" | null>(null);
  const { test, toggle, rotate, remove } = useWebhookActions(endpoint, {
    onTested,
    onDone: () => setAsking(null),
  });
  if (!may("webhook:manage")) return null;
  const isOff = endpoint.disabledAt !== null;
  return (
    <>
      <Menu>
        <MenuTrigger
          render={
            <IconButton label={`Actions for ${endpoint.url}`} size="icon-sm">
              <Ellipsis aria-hidden />
            </IconButton>
          }
        />
        <MenuContent>
          {onEdit !== undefined && (
            <>
              <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>
                Edit…
              </MenuItem>
              <MenuItem icon={<Send aria-hidden />} onSelect={test.start}>
                Send test event
              </MenuItem>
              <MenuItem icon={<KeyRound aria-hidden />} onSelect={() => setAsking("rotate")}>
                New secret…
              </MenuItem>
            </>
          )}
          {(onEdit !== undefined || !isOff) && (
            <MenuItem icon={<Power aria-hidden />} onSelect={() => toggle.start(isOff)}>
              {isOff ? "Turn on" : "Turn off"}
            </MenuItem>
          )}
          <MenuSeparator />
          <MenuItem isDanger icon={<Trash2 aria-hidden />} onSelect={() => setAsking("delete")}>
            Delete…
          </MenuItem>
        </MenuContent>
      </Menu>
      <ConfirmDialog
        isOpen={asking === "delete"}
        onOpenChange={(isOpen) => setAsking(isOpen ? "delete" : null)}
        title="Delete this webhook?"
        description="Its log goes with it, and what is on its way is not sent. This cannot be undone."
        confirmLabel="Delete webhook"
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={remove.start}
      />
      <ConfirmDialog
        isOpen={asking === "rotate"}
        onOpenChange={(isOpen) => setAsking(isOpen ? "rotate" : null)}
        title="Make a new secret?"
        description="Both secrets sign for 24 hours, so that you can change your server without losing a call."
        confirmLabel="Make a new secret"
        isPending={rotate.isPending}
        error={rotate.error}
        onConfirm={rotate.start}
      />
      <Dialog open={rotate.secret !== null} disablePointerDismissal onOpenChange={() => rotate.forget()}>
        {rotate.secret !== null && (
          <DialogContent title="The new secret">
            <SecretReveal secret={rotate.secret} onDone={rotate.forget} />
          </DialogContent>
        )}
      </Dialog>
    </>
  );
}
