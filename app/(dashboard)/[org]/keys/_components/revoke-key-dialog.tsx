"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { toast } from "@/app/_ui/toast";
import type { ApiKey } from "@/server/contracts/api-keys";

export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const close = () => {
    revoke.reset();
    onClose();
  };
  const revoke = useMutation(
    trpc.apiKeys.revoke.mutationOptions({
      onSuccess: async (revoked) => {
        await queryClient.invalidateQueries(trpc.apiKeys.list.queryFilter());
        toast.success(`${revoked.name} is revoked`, {
          description: "Requests with it are refused from now on.",
        });
        close();
      },
    }),
  );
  return (
    <ConfirmDialog
      isOpen={apiKey !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      title={`Revoke ${apiKey?.name ?? "key"}?`}
      description="Everything that still uses this key gets a 401 within five seconds. This cannot be undone; recorded requests stay."
      confirmLabel="Revoke key"
      typedText={apiKey?.name}
      isPending={revoke.isPending}
      error={revoke.isError ? shownError(revoke.error).message : undefined}
      onConfirm={() => {
        if (apiKey !== null) revoke.mutate({ orgSlug: org.slug, apiKeyId: apiKey.id });
      }}
    />
  );
}
