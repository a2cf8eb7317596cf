"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";

/** How an experiment can be ended by hand. */
export type Ending = "roll_back" | "promote" | "end";

const DONE: Readonly<Record<Ending, string>> = {
  roll_back: "Rolled back: all sessions take the first route again",
  promote: "Promoted: the route is now what the other one was",
  end: "The experiment has ended",
};

export function useEndExperiment(experimentId: string, onDone: () => void) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const target = { orgSlug: org.slug, experimentId };
  const settled = (ending: Ending) => ({
    onSuccess: async () => {
      await Promise.all([
        queryClient.invalidateQueries(trpc.experiments.list.queryFilter()),
        queryClient.invalidateQueries(trpc.routes.list.queryFilter()),
      ]);
      toast.success(DONE[ending]);
      onDone();
    },
  });
  const rollBack = useMutation(trpc.experiments.rollBack.mutationOptions());
  const complete = useMutation(trpc.experiments.complete.mutationOptions());
  const failed = [rollBack, complete].find(({ isError }) => isError);
  return {
    isPending: rollBack.isPending || complete.isPending,
    error: failed === undefined ? undefined : shownError(failed.error).message,
    reset: () => {
      rollBack.reset();
      complete.reset();
    },
    end: (ending: Ending) => {
      if (ending === "roll_back") rollBack.mutate(target, settled(ending));
      else complete.mutate({ ...target, promote: ending === "promote" }, settled(ending));
    },
  };
}
