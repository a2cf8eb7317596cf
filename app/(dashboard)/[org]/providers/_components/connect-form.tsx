"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { FormServerError } from "@/app/_components/form-server-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { toast } from "@/app/_ui/toast";
import type { ProviderCatalogEntry } from "@/server/contracts/provider-catalog";
import { ConnectProviderInput, type ProviderId } from "@/server/contracts/provider-keys";
import type { Provider } from "@/server/contracts/provider-types";
import { type ConnectionValues, connectionResolver, NO_VALUES, toInput } from "./connection-values";
import { CredentialFields } from "./credential-fields";
import { serverFields } from "./server-fields";
import { SettingFields } from "./setting-fields";

export interface ConnectFormProps {
  providerId: ProviderId;
  entry: ProviderCatalogEntry;
  provider: Provider;
  onConnected: () => void;
}

export function ConnectForm({ providerId, entry, provider, onConnected }: ConnectFormProps) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const read = (values: ConnectionValues) =>
    ConnectProviderInput.safeParse({ ...toInput(provider, values), provider: providerId });
  const form = useForm<ConnectionValues>({
    resolver: connectionResolver(provider, read, entry.needsKey),
    defaultValues: { ...NO_VALUES, kind: provider.credentials[0] ?? "api_key" },
  });
  const connect = useMutation(
    trpc.providerKeys.connect.mutationOptions({
      onSuccess: async (connected) => {
        await queryClient.invalidateQueries(trpc.providerKeys.list.queryFilter());
        await queryClient.invalidateQueries(trpc.onboarding.get.queryFilter());
        toast.success(`${connected.name} is connected`, {
          description: "The gateway calls it with this key from now on.",
        });
        onConnected();
      },
      onError: (error) => showServerError(form, serverFields(provider), error),
    }),
  );
  const { errors } = form.formState;
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={form.handleSubmit((values) => {
        const input = read(values);
        if (input.success) connect.mutate({ ...input.data, orgSlug: org.slug });
      })}
    >
      <SettingFields form={form} provider={provider} baseUrlExample={entry.baseUrlExample} />
      <CredentialFields
        form={form}
        provider={provider}
        keyHint={entry.keyHint}
        isOptional={!entry.needsKey}
      />
      <Field
        label="Name"
        isOptional
        description="To tell two keys of the same provider apart."
        error={errors.name?.message}
      >
        <Input {...form.register("name")} placeholder={entry.name} autoComplete="off" maxLength={80} />
      </Field>
      <FormServerError errors={errors} />
      <DialogFooter>
        <Button type="submit" variant="primary" isLoading={connect.isPending}>
          Connect
        </Button>
      </DialogFooter>
    </form>
  );
}
