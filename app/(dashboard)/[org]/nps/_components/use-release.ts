"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";

/** Lets an answer count that was held back. */
export function useRelease() {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mutation = useMutation(
    trpc.nps.release.mutationOptions({
      onSuccess: async ({ decisionsCredited }) => {
        toast.success("Released: the answer counts from now on", {
          description:
            decisionsCredited === 0 ? undefined : "What was chosen in its session has its part of the score.",
        });
        await queryClient.invalidateQueries(trpc.nps.pathFilter());
      },
      onError: (error) => toast.error("That was not released", { description: shownError(error).message }),
    }),
  );
  return {
    isPending: mutation.isPending,
    release: (answerId: string) => mutation.mutate({ orgSlug: org.slug, answerId }),
  };
}
