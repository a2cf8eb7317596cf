"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card } from "@/app/_ui/section";
import { Switch } from "@/app/_ui/switch";
import { toast } from "@/app/_ui/toast";
import type { SsoConnection } from "@/server/contracts/sso";

export function EnforceCard({ connection }: { connection: SsoConnection }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isRemoving, setIsRemoving] = useState(false);
  const refresh = () => queryClient.invalidateQueries(trpc.sso.get.queryFilter());
  const enforce = useMutation(
    trpc.sso.enforce.mutationOptions({
      onSuccess: refresh,
      onError: (error) => toast.error("That was not changed", { description: shownError(error).message }),
    }),
  );
  const remove = useMutation(
    trpc.sso.delete.mutationOptions({
      onSuccess: async () => {
        setIsRemoving(false);
        await refresh();
        toast.success("Single sign-on is removed");
      },
    }),
  );
  const { domain, isDomainVerified, isEnforced, lastSignInAt } = connection;
  const isTried = isDomainVerified && lastSignInAt !== null;
  return (
    <>
      <Card className="space-y-4 px-4 py-3">
        <Switch
          isOn={enforce.isPending ? enforce.variables.isEnforced : isEnforced}
          onChange={(next) => enforce.mutate({ orgSlug: org.slug, isEnforced: next })}
          isDisabled={enforce.isPending || (!isTried && !isEnforced)}
          label={`Only this way for ${domain}`}
          description={
            isTried
              ? "Passwords, links and other providers stop working for these addresses."
              : "Prove the domain and sign in this way once first, so that nobody is locked out."
          }
        />
        <div className="flex flex-wrap items-center gap-3 text-xs text-subtle">
          <span>
            {lastSignInAt === null ? (
              "Nobody has signed in this way yet."
            ) : (
              <>
                Last used <RelativeTime date={lastSignInAt} />
              </>
            )}
          </span>
          <span className="grow" />
          <Button size="sm" variant="ghost" onClick={() => setIsRemoving(true)}>
            Remove…
          </Button>
        </div>
      </Card>
      <ConfirmDialog
        isOpen={isRemoving}
        onOpenChange={setIsRemoving}
        title="Remove single sign-on?"
        description="People of the domain sign in with a password or link again, and directory sync brings nobody new. Accounts and memberships stay."
        confirmLabel="Remove"
        isPending={remove.isPending}
        error={remove.isError ? shownError(remove.error).message : undefined}
        onConfirm={() => remove.mutate({ orgSlug: org.slug })}
      />
    </>
  );
}
