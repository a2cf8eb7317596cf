"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { Controller, FormProvider, useForm } from "react-hook-form";
import { FormServerError } from "@/app/_components/form-server-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { CreateApiKeyInput, type CreateApiKeyOutput } from "@/server/contracts/api-keys";
import { KeyPermissions } from "./key-permissions";
import { KeyRestrictions } from "./key-restrictions";

const SHOWN_FIELDS = [
  "name",
  "permissions",
  "allowedModels",
  "allowedIps",
  "requestsPerMinute",
  "tokensPerMinute",
] as const;

export function KeyForm({ onCreated }: { onCreated: (created: CreateApiKeyOutput) => void }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const projects = useQuery(trpc.projects.list.queryOptions({ orgSlug: org.slug }));
  const form = useForm<CreateApiKeyInput>({
    resolver: zodResolver(CreateApiKeyInput, undefined, { raw: true }),
    defaultValues: {
      name: "",
      kind: "server",
      permissions: ["read", "write", "feedback"],
      allowedModels: [],
      allowedIps: [],
      requestsPerMinute: null,
      tokensPerMinute: null,
      firewallMode: null,
      expiresAt: null,
    },
  });
  const create = useMutation(
    trpc.apiKeys.create.mutationOptions({
      onSuccess: async (created) => {
        onCreated(created);
        await queryClient.invalidateQueries(trpc.apiKeys.list.queryFilter());
        await queryClient.invalidateQueries(trpc.onboarding.get.queryFilter());
      },
      onError: (error) => showServerError(form, SHOWN_FIELDS, error),
    }),
  );
  const { errors } = form.formState;
  const projectOptions = (projects.data?.items ?? []).map((project) => ({
    value: project.id,
    label: project.name,
  }));
  return (
    <FormProvider {...form}>
      <form
        noValidate
        className="space-y-4"
        onSubmit={form.handleSubmit((values) => create.mutate({ ...values, orgSlug: org.slug }))}
      >
        <Field
          label="Name"
          description="Where it runs, for example “Production API”."
          error={errors.name?.message}
        >
          <Input {...form.register("name")} autoComplete="off" maxLength={80} />
        </Field>
        {projectOptions.length > 1 && (
          <Controller
            control={form.control}
            name="projectId"
            render={({ field }) => (
              <Field label="Project" error={errors.projectId?.message}>
                <Select
                  options={projectOptions}
                  value={field.value ?? projectOptions[0]?.value ?? null}
                  onValueChange={field.onChange}
                />
              </Field>
            )}
          />
        )}
        <KeyPermissions />
        <details className="group">
          <summary className="flex min-h-6 cursor-pointer list-none items-center gap-1 rounded-sm text-sm text-muted hover:text-emphasis">
            <ChevronRight
              aria-hidden
              className="size-3.5 transition-transform duration-150 group-open:rotate-90"
            />
            Limits and expiry
          </summary>
          <KeyRestrictions />
        </details>
        <FormServerError errors={errors} />
        <DialogFooter>
          <Button type="submit" variant="primary" isLoading={create.isPending}>
            Create key
          </Button>
        </DialogFooter>
      </form>
    </FormProvider>
  );
}
