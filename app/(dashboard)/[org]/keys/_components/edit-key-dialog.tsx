"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormProvider, useForm } from "react-hook-form";
import { FormServerError } from "@/app/_components/form-server-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog, DialogContent, DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { toast } from "@/app/_ui/toast";
import { type ApiKey, UpdateApiKeyInput } from "@/server/contracts/api-keys";
import { KeyPermissions } from "./key-permissions";
import { KeyRestrictions } from "./key-restrictions";

const SHOWN_FIELDS = [
  "name",
  "permissions",
  "allowedModels",
  "allowedIps",
  "allowedOrigins",
  "requestsPerMinute",
  "tokensPerMinute",
] as const;

export interface EditKeyDialogProps {
  /** Null while none is edited. */
  apiKey: ApiKey | null;
  onClose: () => void;
}

/** What a key may do, for keys that are already in use: nothing has to be deployed again. */
export function EditKeyDialog({ apiKey, onClose }: EditKeyDialogProps) {
  return (
    <Dialog open={apiKey !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      {apiKey !== null && (
        <DialogContent
          title={`Edit ${apiKey.name}`}
          description="The key itself stays the same. Changes reach the gateway within five seconds."
        >
          <EditKeyForm apiKey={apiKey} onClose={onClose} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function EditKeyForm({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm<UpdateApiKeyInput>({
    resolver: zodResolver(UpdateApiKeyInput, undefined, { raw: true }),
    defaultValues: factsOf(apiKey),
  });
  const update = useMutation(
    trpc.apiKeys.update.mutationOptions({
      onSuccess: async (changed) => {
        await queryClient.invalidateQueries(trpc.apiKeys.list.queryFilter());
        toast.success(`${changed.name} is saved`);
        onClose();
      },
      onError: (error) => showServerError(form, SHOWN_FIELDS, error),
    }),
  );
  const { errors } = form.formState;
  const isPublishable = apiKey.kind === "publishable";
  return (
    <FormProvider {...form}>
      <form
        noValidate
        className="space-y-4"
        onSubmit={form.handleSubmit((values) => update.mutate({ ...values, orgSlug: org.slug }))}
      >
        <Field label="Name" error={errors.name?.message}>
          <Input {...form.register("name")} autoComplete="off" maxLength={80} />
        </Field>
        {!isPublishable && <KeyPermissions />}
        <fieldset>
          <legend className="text-sm font-semibold text-emphasis">Limits and expiry</legend>
          <KeyRestrictions endsAt={apiKey.expiresAt} hasOrigins={isPublishable} />
        </fieldset>
        <FormServerError errors={errors} />
        <DialogFooter>
          <Button type="submit" variant="primary" isLoading={update.isPending}>
            Save
          </Button>
        </DialogFooter>
      </form>
    </FormProvider>
  );
}

function factsOf(apiKey: ApiKey): UpdateApiKeyInput {
  const { id, name, permissions, allowedModels, allowedIps, allowedOrigins } = apiKey;
  const { requestsPerMinute, tokensPerMinute, firewallMode, expiresAt } = apiKey;
  return {
    ...{ apiKeyId: id, name, permissions, allowedModels, allowedIps, allowedOrigins },
    ...{ requestsPerMinute, tokensPerMinute, firewallMode, expiresAt },
  };
}
