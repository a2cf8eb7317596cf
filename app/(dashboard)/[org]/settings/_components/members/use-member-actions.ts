import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";
import type { Member } from "@/server/contracts/members";

const said = (mutation: { isError: boolean; error: unknown }) =>
  mutation.isError ? shownError(mutation.error).message : undefined;

export function useMemberActions({ userId, name, email }: Member, onDone: () => void) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const input = { orgSlug: org.slug, userId };
  const finish = async (title: string) => {
    await queryClient.invalidateQueries(trpc.members.list.queryFilter());
    toast.success(title);
    onDone();
  };
  const remove = useMutation(
    trpc.members.remove.mutationOptions({
      onSuccess: () => finish(`${name ?? email} is no longer a member`),
    }),
  );
  const transfer = useMutation(
    trpc.members.transferOwnership.mutationOptions({
      onSuccess: async () => {
        await finish(`${name ?? email} is the owner now`);
        // The console shows what the new role may do.
        router.refresh();
      },
    }),
  );
  return {
    remove: { start: () => remove.mutate(input), isPending: remove.isPending, error: said(remove) },
    transfer: { start: () => transfer.mutate(input), isPending: transfer.isPending, error: said(transfer) },
  };
}
