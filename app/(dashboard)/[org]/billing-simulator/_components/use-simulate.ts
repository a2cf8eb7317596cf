"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";
import type { SimulateBillingInput, SimulateBillingOutput } from "@/server/contracts/billing";

/** One thing done at the simulator; everything that is shown is read anew after it. */
export function useSimulate(onDone: (result: SimulateBillingOutput) => void) {
  const { org } = useConsole();
  const queryClient = useQueryClient();
  const simulate = useMutation(
    useTRPC().billing.simulate.mutationOptions({
      onSuccess: async (result) => {
        onDone(result);
        await queryClient.invalidateQueries();
      },
      onError: (error) => toast.error("The simulator failed", { description: shownError(error).message }),
    }),
  );
  return {
    run: (action: SimulateBillingInput["action"]) => simulate.mutate({ orgSlug: org.slug, action }),
    isPending: simulate.isPending,
  };
}
