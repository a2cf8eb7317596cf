"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";

/** What an owner can do to the plan. Paying happens at the payment provider's own pages. */
export function useBillingActions({ onChanged }: { onChanged?: () => void } = {}) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const scope = { orgSlug: org.slug };
  const go = {
    onSuccess: ({ url }: { url: string }) => window.location.assign(url),
    onError: (error: unknown) =>
      toast.error("The payment page could not be opened", { description: shownError(error).message }),
  };
  const change = (title: string) => ({
    onSuccess: async () => {
      toast.success(title);
      onChanged?.();
      await queryClient.invalidateQueries();
    },
  });
  const checkout = useMutation(trpc.billing.startCheckout.mutationOptions(go));
  const portal = useMutation(trpc.billing.openPortal.mutationOptions(go));
  const cancel = useMutation(
    trpc.billing.cancel.mutationOptions(change("The plan will end with its period")),
  );
  const resume = useMutation(trpc.billing.resume.mutationOptions(change("The plan goes on")));
  return {
    checkout: { run: () => checkout.mutate(scope), isPending: checkout.isPending || checkout.isSuccess },
    portal: { run: () => portal.mutate(scope), isPending: portal.isPending || portal.isSuccess },
    cancel: {
      run: () => cancel.mutate(scope),
      reset: cancel.reset,
      isPending: cancel.isPending,
      error: cancel.isError ? shownError(cancel.error).message : undefined,
    },
    resume: { run: () => resume.mutate(scope), isPending: resume.isPending },
  };
}
