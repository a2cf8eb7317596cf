"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { toast } from "@/app/_ui/toast";
import type { ProviderKey } from "@/server/contracts/provider-keys";

export interface RevokeProviderDialogProps {
  providerKey: ProviderKey | null;
  onClose: () => void;
}

export function RevokeProviderDialog({ providerKey, onClose }: RevokeProviderDialogProps) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const close = () => {
    revoke.reset();
    onClose();
  };
  const revoke = useMutation(
    trpc.providerKeys.revoke.mutationOptions({
      onSuccess: async (revoked) => {
        await queryClient.invalidateQueries(trpc.providerKeys.list.queryFilter());
        await queryClient.invalidateQueries(trpc.onboarding.get.queryFilter());
        toast.success(`${revoked.name} is disconnected`);
        close();
      },
    }),
  );
  return (
    <ConfirmDialog
      isOpen={providerKey !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      title={`Disconnect ${providerKey?.name ?? "provider"}?`}
      description="The stored key is deleted and routes skip this provider's models. To use it again, enter the key again."
      confirmLabel="Disconnect"
      isPending={revoke.isPending}
      error={revoke.isError ? shownError(revoke.error).message : undefined}
      onConfirm={() => {
        if (providerKey !== null) revoke.mutate({ orgSlug: org.slug, providerKeyId: providerKey.id });
      }}
    />
  );
}
