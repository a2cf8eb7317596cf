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
import type { ProviderCatalogEntry } from "@/server/contracts/provider-catalog";
import { ConnectProviderInput, type ProviderId } from "@/server/contracts/provider-keys";

export interface ConnectFormProps {
  providerId: ProviderId;
  entry: ProviderCatalogEntry;
  onConnected: () => void;
}

// An untouched optional field is absent, not an empty text.
const absentWhenEmpty = { setValueAs: (value: unknown) => (value === "" ? undefined : value) };

export function ConnectForm({ providerId, entry, onConnected }: ConnectFormProps) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm<ConnectProviderInput>({
    resolver: zodResolver(connectSchema(entry), undefined, { raw: true }),
    defaultValues: { provider: providerId },
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
      onError: (error) => showServerError(form, ["secret", "baseUrl", "name"], error),
    }),
  );
  const { errors } = form.formState;
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={form.handleSubmit((values) => connect.mutate({ ...values, orgSlug: org.slug }))}
    >
      {entry.needsBaseUrl && (
        <Field
          label="Base URL"
          description="Where the OpenAI API begins, usually ending in /v1."
          error={errors.baseUrl?.message}
        >
          <Input
            {...form.register("baseUrl", absentWhenEmpty)}
            isMono
            type="url"
            placeholder="https://models.example.com/v1"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      )}
      <Field
        label="API key"
        isOptional={!entry.needsKey}
        description="Encrypted before it is stored; only its last four characters are shown again."
        error={errors.secret?.message}
      >
        <Input
          {...form.register("secret", absentWhenEmpty)}
          isMono
          type="password"
          placeholder={entry.keyHint}
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
        />
      </Field>
      <Field
        label="Name"
        isOptional
        description="To tell two keys of the same provider apart."
        error={errors.name?.message}
      >
        <Input
          {...form.register("name", absentWhenEmpty)}
          placeholder={entry.name}
          autoComplete="off"
          maxLength={80}
        />
      </Field>
      {errors.root?.server !== undefined && (
        <Callout tone="error" isLive>
          {errors.root.server.message}
        </Callout>
      )}
      <DialogFooter>
        <Button type="submit" variant="primary" isLoading={connect.isPending}>
          Connect
        </Button>
      </DialogFooter>
    </form>
  );
}

/** The contract, plus what this provider cannot do without. */
function connectSchema(entry: ProviderCatalogEntry) {
  return ConnectProviderInput.superRefine((input, context) => {
    if (entry.needsKey && input.secret === undefined) {
      context.addIssue({ code: "custom", path: ["secret"], message: "Enter the key." });
    }
    if (entry.needsBaseUrl && input.baseUrl === undefined) {
      context.addIssue({ code: "custom", path: ["baseUrl"], message: "Enter the address." });
    }
  });
}
