"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";
import { LEARN_ALONE, type LearningModeName } from "@/server/contracts/learning";

/** Changes how the organisation learns; the receipt then stands in the list. */
export function useLearningMode(onDone: () => void): {
  isPending: boolean;
  error: string | undefined;
  set: (mode: LearningModeName) => void;
} {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const change = useMutation(
    trpc.learning.setMode.mutationOptions({
      onSuccess: async ({ mode }) => {
        await queryClient.invalidateQueries(trpc.learning.contribution.queryFilter());
        toast.success(
          mode === "isolated" ? "This organisation learns alone" : "This organisation learns together",
          {
            description: "The receipt is below.",
          },
        );
        onDone();
      },
    }),
  );
  return {
    isPending: change.isPending,
    error: change.isError ? shownError(change.error).message : undefined,
    set: (mode) =>
      change.mutate({
        orgSlug: org.slug,
        mode,
        ...(mode === "isolated" ? { confirm: LEARN_ALONE } : {}),
      }),
  };
}
