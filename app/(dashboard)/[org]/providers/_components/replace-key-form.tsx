"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useConsole } from "@/app/_components/shell/console-context";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { toast } from "@/app/_ui/toast";
import { providerCatalogEntry } from "@/server/contracts/provider-catalog";
import { type ProviderKey, UpdateProviderKeyInput } from "@/server/contracts/provider-keys";

export interface ReplaceKeyFormProps {
  providerKey: ProviderKey;
  onSaved: () => void;
}

const absentWhenEmpty = { setValueAs: (value: unknown) => (value === "" ? undefined : value) };

export function ReplaceKeyForm({ providerKey, onSaved }: ReplaceKeyFormProps) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const entry = providerCatalogEntry(providerKey.provider);
  const form = useForm<UpdateProviderKeyInput>({
    resolver: zodResolver(UpdateProviderKeyInput, undefined, { raw: true }),
    defaultValues: {
      providerKeyId: providerKey.id,
      name: providerKey.name,
      baseUrl: providerKey.baseUrl ?? undefined,
    },
  });
  const update = useMutation(
    trpc.providerKeys.update.mutationOptions({
      onSuccess: async (saved) => {
        await queryClient.invalidateQueries(trpc.providerKeys.list.queryFilter());
        toast.success(`${saved.name} is saved`);
        onSaved();
      },
      onError: (error) => showServerError(form, ["secret", "baseUrl", "name"], error),
    }),
  );
  const { errors } = form.formState;
  const keptKey = providerKey.hasSecret ? `••••${providerKey.lastFour}` : entry?.keyHint;
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={form.handleSubmit((values) => update.mutate({ ...values, orgSlug: org.slug }))}
    >
      <Field label="Name" error={errors.name?.message}>
        <Input {...form.register("name")} autoComplete="off" maxLength={80} />
      </Field>
      {entry?.needsBaseUrl === true && (
        <Field label="Base URL" error={errors.baseUrl?.message}>
          <Input
            {...form.register("baseUrl", absentWhenEmpty)}
            isMono
            type="url"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      )}
      <Field
        label="New API key"
        isOptional
        description={providerKey.hasSecret ? "Leave empty to keep the stored one." : undefined}
        error={errors.secret?.message}
      >
        <Input
          {...form.register("secret", absentWhenEmpty)}
          isMono
          type="password"
          placeholder={keptKey}
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
        />
      </Field>
      {errors.root?.server !== undefined && (
        <Callout tone="error" isLive>
          {errors.root.server.message}
        </Callout>
      )}
      <DialogFooter>
        <Button type="submit" variant="primary" isLoading={update.isPending}>
          Save
        </Button>
      </DialogFooter>
    </form>
  );
}
