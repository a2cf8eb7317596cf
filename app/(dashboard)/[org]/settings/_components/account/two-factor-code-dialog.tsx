"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { CodeField } from "@/app/_components/two-factor/code-field";
import { RecoveryCodes } from "@/app/_components/two-factor/recovery-codes";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Dialog, DialogContent, DialogFooter } from "@/app/_ui/dialog";
import { toast } from "@/app/_ui/toast";

export type TwoFactorChange = "renew" | "turn-off";

const TEXTS = {
  renew: { title: "New recovery codes", description: "The old ones stop working.", submit: "Make new codes" },
  "turn-off": {
    title: "Turn two-factor sign-in off?",
    description: "Whoever has your password can then sign in.",
    submit: "Turn off",
  },
} as const;

interface TwoFactorCodeDialogProps {
  change: TwoFactorChange | null;
  onClose: () => void;
}

/** Both changes need a code. */
export function TwoFactorCodeDialog({ change, onClose }: TwoFactorCodeDialogProps) {
  return (
    <Dialog
      open={change !== null}
      disablePointerDismissal
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      {change !== null && (
        <DialogContent title={TEXTS[change].title} description={TEXTS[change].description}>
          <ChangeForm change={change} onDone={onClose} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function ChangeForm({ change, onDone }: { change: TwoFactorChange; onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [code, setCode] = useState("");
  const refresh = () => queryClient.invalidateQueries(trpc.twoFactor.status.queryFilter());
  const renew = useMutation(trpc.twoFactor.renewRecoveryCodes.mutationOptions({ onSuccess: refresh }));
  const turnOff = useMutation(
    trpc.twoFactor.turnOff.mutationOptions({
      onSuccess: async () => {
        await refresh();
        toast.success("Two-factor sign-in is off");
        onDone();
      },
    }),
  );
  if (renew.data !== undefined) return <RecoveryCodes codes={renew.data.recoveryCodes} onDone={onDone} />;
  const mutation = change === "renew" ? renew : turnOff;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    mutation.mutate({ code });
  };
  return (
    <form className="space-y-4" onSubmit={onSubmit}>
      <CodeField
        label="Code of your app, or a recovery code"
        value={code}
        onValueChange={setCode}
        error={mutation.isError ? shownError(mutation.error).message : undefined}
      />
      <DialogFooter>
        <Button
          type="submit"
          variant={change === "renew" ? "primary" : "danger"}
          isLoading={mutation.isPending}
        >
          {TEXTS[change].submit}
        </Button>
      </DialogFooter>
    </form>
  );
}
