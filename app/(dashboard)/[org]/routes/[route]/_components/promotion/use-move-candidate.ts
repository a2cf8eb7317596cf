"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";

export type Deed = "shadow" | "canary" | "promote" | "remove";

const DONE: Readonly<Record<Deed, string>> = {
  shadow: "It is in shadow: asked beside the live models, shown to nobody",
  canary: "It answers its share of the sessions",
  promote: "It is live",
  remove: "It is out of the route",
};

/** What a person does with a candidate; takes effect at once. */
export function useMoveCandidate(routeId: string, onDone: () => void) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const settled = (deed: Deed) => ({
    onSuccess: async () => {
      await Promise.all([
        queryClient.invalidateQueries(trpc.promotion.get.queryFilter()),
        queryClient.invalidateQueries(trpc.routes.list.queryFilter()),
      ]);
      toast.success(DONE[deed], { description: "Gateways follow within seconds." });
      onDone();
    },
  });
  const shadow = useMutation(trpc.promotion.startShadow.mutationOptions());
  const canary = useMutation(trpc.promotion.startCanary.mutationOptions());
  const promote = useMutation(trpc.promotion.promote.mutationOptions());
  const remove = useMutation(trpc.promotion.remove.mutationOptions());
  const all = { shadow, canary, promote, remove };
  const failed = Object.values(all).find(({ isError }) => isError);
  return {
    isPending: Object.values(all).some(({ isPending }) => isPending),
    error: failed === undefined ? undefined : shownError(failed.error).message,
    reset: () => {
      for (const each of Object.values(all)) each.reset();
    },
    act: (deed: Deed, candidateId: string) =>
      all[deed].mutate({ orgSlug: org.slug, routeId, candidateId }, settled(deed)),
  };
}
