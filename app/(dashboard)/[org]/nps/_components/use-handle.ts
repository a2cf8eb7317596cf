"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";
import type { HandleNpsAnswerInput } from "@/server/contracts/nps-answers";

/** Closes an answer, or opens it again. */
export function useHandle(onDone?: () => void) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mutation = useMutation(
    trpc.nps.handle.mutationOptions({
      onSuccess: async ({ handledAt }) => {
        toast.success(handledAt === null ? "Opened again" : "Marked as handled");
        onDone?.();
        await queryClient.invalidateQueries(trpc.nps.answers.pathFilter());
      },
      onError: (error) => toast.error("That was not saved", { description: shownError(error).message }),
    }),
  );
  return {
    isPending: mutation.isPending,
    set: (input: HandleNpsAnswerInput) => mutation.mutate({ orgSlug: org.slug, ...input }),
  };
}
