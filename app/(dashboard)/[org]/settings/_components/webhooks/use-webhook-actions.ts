import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";
import type { WebhookEndpoint } from "@/server/contracts/webhooks";

interface Outcomes {
  onTested: () => void;
  onDone: () => void;
}

const said = (mutation: { isError: boolean; error: unknown }) =>
  mutation.isError ? shownError(mutation.error).message : undefined;

/** What an endpoint's menu does. */
export function useWebhookActions({ id, url }: WebhookEndpoint, { onTested, onDone }: Outcomes) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [secret, setSecret] = useState<string | null>(null);
  const refresh = () => queryClient.invalidateQueries(trpc.webhooks.list.queryFilter());
  const input = { orgSlug: org.slug, endpointId: id };
  const onError = (error: unknown) =>
    toast.error("That did not work", { description: shownError(error).message });
  const test = useMutation(
    trpc.webhooks.sendTest.mutationOptions({
      onSuccess: async () => {
        onTested();
        await queryClient.invalidateQueries(trpc.webhooks.deliveries.infiniteQueryFilter());
      },
      onError,
    }),
  );
  const toggle = useMutation(
    trpc.webhooks.update.mutationOptions({
      onSuccess: async ({ disabledAt }) => {
        await refresh();
        toast.success(disabledAt === null ? "The webhook is on" : "The webhook is off", { description: url });
      },
      onError,
    }),
  );
  const rotate = useMutation(
    trpc.webhooks.rotateSecret.mutationOptions({
      onSuccess: async (rotated) => {
        setSecret(rotated.secret);
        onDone();
        await refresh();
      },
    }),
  );
  const remove = useMutation(
    trpc.webhooks.delete.mutationOptions({
      onSuccess: async () => {
        await refresh();
        toast.success("The webhook is deleted");
        onDone();
      },
    }),
  );
  return {
    test: { start: () => test.mutate(input) },
    toggle: { start: (isEnabled: boolean) => toggle.mutate({ ...input, isEnabled }) },
    rotate: {
      start: () => rotate.mutate(input),
      isPending: rotate.isPending,
      error: said(rotate),
      secret,
      forget: () => setSecret(null),
    },
    remove: { start: () => remove.mutate(input), isPending: remove.isPending, error: said(remove) },
  };
}
