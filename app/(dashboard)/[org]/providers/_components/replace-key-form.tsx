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
import { providerCatalogEntry } from "@/server/contracts/provider-catalog";
import { type ProviderKey, UpdateProviderKeyInput } from "@/server/contracts/provider-keys";
import type { Provider } from "@/server/contracts/provider-types";
import { type ConnectionValues, connectionResolver, NO_VALUES, toInput } from "./connection-values";
import { CredentialFields } from "./credential-fields";
import { serverFields } from "./server-fields";
import { SettingFields } from "./setting-fields";

export interface ReplaceKeyFormProps {
  providerKey: ProviderKey;
  provider: Provider;
  onSaved: () => void;
}

export function ReplaceKeyForm({ providerKey, provider, onSaved }: ReplaceKeyFormProps) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const entry = providerCatalogEntry(providerKey.provider);
  const read = (values: ConnectionValues) =>
    UpdateProviderKeyInput.safeParse({ ...toInput(provider, values), providerKeyId: providerKey.id });
  const form = useForm<ConnectionValues>({
    resolver: connectionResolver(provider, read, false),
    defaultValues: storedValues(providerKey, provider),
  });
  const update = useMutation(
    trpc.providerKeys.update.mutationOptions({
      onSuccess: async (saved) => {
        await queryClient.invalidateQueries(trpc.providerKeys.list.queryFilter());
        toast.success(`${saved.name} is saved`);
        onSaved();
      },
      onError: (error) => showServerError(form, serverFields(provider), error),
    }),
  );
  const { errors } = form.formState;
  const keptKey = providerKey.hasSecret ? `••••${providerKey.lastFour}` : (entry?.keyHint ?? "");
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={form.handleSubmit((values) => {
        const input = read(values);
        if (input.success) update.mutate({ ...input.data, orgSlug: org.slug });
      })}
    >
      <Field label="Name" error={errors.name?.message}>
        <Input {...form.register("name")} autoComplete="off" maxLength={80} />
      </Field>
      <SettingFields form={form} provider={provider} baseUrlExample={entry?.baseUrlExample ?? ""} />
      <CredentialFields
        form={form}
        provider={provider}
        keyHint={keptKey}
        emptyHint={providerKey.hasSecret ? "Leave empty to keep the stored one." : "No key is stored."}
        isOptional
      />
      <FormServerError errors={errors} />
      <DialogFooter>
        <Button type="submit" variant="primary" isLoading={update.isPending}>
          Save
        </Button>
      </DialogFooter>
    </form>
  );
}

function storedValues({ name, baseUrl, settings }: ProviderKey, provider: Provider): ConnectionValues {
  const texts = Object.entries(settings).map(([key, value]) => [key, [value].flat().join("\n")]);
  return {
    ...NO_VALUES,
    name,
    baseUrl: baseUrl ?? "",
    kind: provider.credentials[0] ?? "api_key",
    settings: Object.fromEntries(texts),
  };
}
