"use client";

import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { CopyField } from "@/app/_ui/copy";
import { Dialog, DialogContent, DialogFooter } from "@/app/_ui/dialog";
import { EmptyState } from "@/app/_ui/empty-state";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card } from "@/app/_ui/section";
import { type DirectoryOutput, SCIM_TOKENS_MAX, type ScimToken } from "@/server/contracts/scim";
import { useDirectoryActions } from "./use-directory-actions";

/** What the directory shows to be let in. */
export function DirectoryTokens({ directory: { tokens, domain } }: { directory: DirectoryOutput }) {
  const { create } = useDirectoryActions();
  const mayAdd = domain !== null && tokens.length < SCIM_TOKENS_MAX;
  const add = (
    <Button
      variant={tokens.length === 0 ? "primary" : "secondary"}
      size={tokens.length === 0 ? "md" : "sm"}
      icon={<Plus aria-hidden />}
      isLoading={create.isPending}
      disabled={!mayAdd}
      onClick={create.start}
    >
      Make token
    </Button>
  );
  return (
    <div className="space-y-3">
      {create.error !== undefined && (
        <Callout tone="error" isLive>
          {create.error}
        </Callout>
      )}
      {tokens.length === 0 ? (
        <Card>
          <EmptyState
            icon={<KeyRound aria-hidden />}
            title="No token yet"
            description="Your identity provider shows it with each call. Without one, nothing comes from a directory."
            action={add}
          />
        </Card>
      ) : (
        <>
          <Card className="divide-y divide-subtle">
            {tokens.map((token) => (
              <TokenRow key={token.id} token={token} />
            ))}
          </Card>
          <div className="flex flex-wrap items-center gap-3">
            {add}
            <p className="text-xs text-subtle">
              To change tokens: make a second one, enter it at your identity provider, then revoke the first.
            </p>
          </div>
        </>
      )}
      <Dialog open={create.secret !== null} disablePointerDismissal onOpenChange={() => create.forget()}>
        {create.secret !== null && (
          <DialogContent title="The token is ready">
            <TokenReveal secret={create.secret} onDone={create.forget} />
          </DialogContent>
        )}
      </Dialog>
    </div>
  );
}

function TokenRow({ token: { id, lastFour, createdByLabel, createdAt, lastUsedAt } }: { token: ScimToken }) {
  const { revoke } = useDirectoryActions();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <div className="flex items-center gap-3 px-4 py-2.5 text-sm">
      <div className="min-w-0 grow">
        <p className="font-mono text-xs text-emphasis">fl_scim_…{lastFour}</p>
        <p className="text-xs text-subtle">
          {lastUsedAt === null ? (
            "Not used yet"
          ) : (
            <>
              Last sync <RelativeTime date={lastUsedAt} />
            </>
          )}{" "}
          · made <RelativeTime date={createdAt} /> by {createdByLabel}
        </p>
      </div>
      <Button
        size="sm"
        variant="ghost"
        aria-label={`Revoke the token ending in ${lastFour}`}
        onClick={() => setIsAsking(true)}
      >
        Revoke…
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title="Revoke this token?"
        description="Your directory is not let in with it any more. People and groups stay as they are."
        confirmLabel="Revoke token"
        isPending={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.start(id)}
      />
    </div>
  );
}

function TokenReveal({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <div className="space-y-4">
      <Callout tone="warning" isLive>
        Copy the token now: it is not shown again. Whoever has it can add people to your organisation.
      </Callout>
      <CopyField value={secret} label="Copy token" />
      <DialogFooter>
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      </DialogFooter>
    </div>
  );
}
