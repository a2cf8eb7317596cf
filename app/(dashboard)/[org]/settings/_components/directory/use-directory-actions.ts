import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";
import type { MapScimGroupInput } from "@/server/contracts/scim";

const said = (mutation: { isError: boolean; error: unknown }) =>
  mutation.isError ? shownError(mutation.error).message : undefined;

/** What can be done with the directory's tokens and groups. */
export function useDirectoryActions() {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [secret, setSecret] = useState<string | null>(null);
  const refresh = () => queryClient.invalidateQueries(trpc.scim.get.queryFilter());
  const create = useMutation(
    trpc.scim.createToken.mutationOptions({
      onSuccess: async (made) => {
        setSecret(made.secret);
        await refresh();
      },
    }),
  );
  const revoke = useMutation(
    trpc.scim.revokeToken.mutationOptions({
      onSuccess: async () => {
        await refresh();
        toast.success("The token is revoked");
      },
    }),
  );
  const map = useMutation(
    trpc.scim.mapGroup.mutationOptions({
      onSuccess: async (directory) => {
        queryClient.setQueryData(trpc.scim.get.queryKey({ orgSlug: org.slug }), directory);
        await queryClient.invalidateQueries(trpc.members.list.queryFilter());
      },
      onError: (error) => toast.error("That was not changed", { description: shownError(error).message }),
    }),
  );
  return {
    create: {
      start: () => create.mutate({ orgSlug: org.slug }),
      isPending: create.isPending,
      error: said(create),
      secret,
      forget: () => setSecret(null),
    },
    revoke: {
      start: (tokenId: string) => revoke.mutate({ orgSlug: org.slug, tokenId }),
      isPending: revoke.isPending,
      error: said(revoke),
    },
    map: {
      start: (input: MapScimGroupInput) => map.mutate({ orgSlug: org.slug, ...input }),
      /** The choice on its way. */
      pending: map.isPending ? map.variables : null,
    },
  };
}
