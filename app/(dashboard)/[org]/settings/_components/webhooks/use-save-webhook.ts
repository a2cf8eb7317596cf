import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { UseFormReturn } from "react-hook-form";
import { useConsole } from "@/app/_components/shell/console-context";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { toast } from "@/app/_ui/toast";
import type { CreateWebhookInput, WebhookEndpoint } from "@/server/contracts/webhooks";

interface Outcomes {
  onCreated: (secret: string) => void;
  onSaved: () => void;
}

/** Adds an endpoint, or changes the given one. */
export function useSaveWebhook(
  form: UseFormReturn<CreateWebhookInput>,
  endpoint: WebhookEndpoint | null,
  { onCreated, onSaved }: Outcomes,
) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.webhooks.list.queryFilter());
  const onError = (error: unknown) => showServerError(form, ["url", "description", "eventTypes"], error);
  const create = useMutation(
    trpc.webhooks.create.mutationOptions({
      onSuccess: async ({ secret }) => {
        onCreated(secret);
        await refresh();
      },
      onError,
    }),
  );
  const update = useMutation(
    trpc.webhooks.update.mutationOptions({
      onSuccess: async () => {
        await refresh();
        toast.success("Webhook saved");
        onSaved();
      },
      onError,
    }),
  );
  return {
    isPending: create.isPending || update.isPending,
    save: (values: CreateWebhookInput) =>
      endpoint === null
        ? create.mutate({ ...values, orgSlug: org.slug })
        : update.mutate({ ...values, orgSlug: org.slug, endpointId: endpoint.id }),
  };
}
