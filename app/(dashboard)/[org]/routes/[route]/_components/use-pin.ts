"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";
import type { Route } from "@/server/contracts/routes";

export function usePin(route: Route): {
  isPending: boolean;
  pin: (model: string) => void;
  unpin: () => void;
} {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const target = { orgSlug: org.slug, routeId: route.id };
  const settled = {
    onSuccess: async () => {
      await queryClient.invalidateQueries(trpc.routes.list.queryFilter());
    },
    onError: (error: unknown) => toast.error(shownError(error).message),
  };
  const pin = useMutation(trpc.routes.pin.mutationOptions(settled));
  const unpin = useMutation(trpc.routes.unpin.mutationOptions(settled));
  return {
    isPending: pin.isPending || unpin.isPending,
    pin: (model) =>
      pin.mutate(
        { ...target, model },
        {
          onSuccess: () =>
            toast.success(`Pinned to ${model}`, { description: "Requests follow within seconds." }),
        },
      ),
    unpin: () => unpin.mutate(target, { onSuccess: () => toast.success("Unpinned") }),
  };
}
