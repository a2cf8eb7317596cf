"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";
import type { RepriceInput, RepriceOutput } from "@/server/contracts/models";

export function useReprice() {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { isPending, mutate } = useMutation(
    trpc.models.reprice.mutationOptions({
      onSuccess: async (report) => {
        await queryClient.invalidateQueries(trpc.models.pathFilter());
        await queryClient.invalidateQueries(trpc.requests.pathFilter());
        toast.success(wordsFor(report));
      },
      onError: (error) => toast.error(shownError(error).message),
    }),
  );
  return { isRunning: isPending, reprice: (input: RepriceInput) => mutate({ orgSlug: org.slug, ...input }) };
}

function wordsFor({ priced, unpriced, hasMore }: RepriceOutput): string {
  const done = priced === 0 ? "No request got a new cost" : `${formatCount(priced)} requests now have a cost`;
  const left = unpriced === 0 ? "" : `; ${formatCount(unpriced)} are still of unknown price`;
  return `${done}${left}.${hasMore ? " The rest follows in the background." : ""}`;
}
