"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { FormServerError } from "@/app/_components/form-server-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { toast } from "@/app/_ui/toast";
import { SaveSsoInput, type SsoConnection } from "@/server/contracts/sso";

interface SsoFormProps {
  connection: SsoConnection | null;
  isReadOnly: boolean;
}

const blankIsNone = (value: unknown) => (value === "" ? undefined : value);

export function SsoForm({ connection, isReadOnly }: SsoFormProps) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm<SaveSsoInput>({
    resolver: zodResolver(SaveSsoInput, undefined, { raw: true }),
    defaultValues: {
      domain: connection?.domain ?? "",
      issuer: connection?.issuer ?? "",
      clientId: connection?.clientId ?? "",
    },
  });
  const save = useMutation(
    trpc.sso.save.mutationOptions({
      onSuccess: async () => {
        form.setValue("clientSecret", undefined);
        await queryClient.invalidateQueries(trpc.sso.get.queryFilter());
        toast.success("Single sign-on saved");
      },
      onError: (error) => showServerError(form, ["domain", "issuer", "clientId", "clientSecret"], error),
    }),
  );
  const { errors } = form.formState;
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={form.handleSubmit((values) => save.mutate({ ...values, orgSlug: org.slug }))}
    >
      <Field
        label="Domain"
        description="Of the e-mail addresses of your people."
        error={errors.domain?.message}
        isDisabled={isReadOnly}
      >
        <Input {...form.register("domain")} autoComplete="off" spellCheck={false} placeholder="company.com" />
      </Field>
      <Field label="Issuer" error={errors.issuer?.message} isDisabled={isReadOnly}>
        <Input
          {...form.register("issuer")}
          type="url"
          isMono
          autoComplete="off"
          spellCheck={false}
          placeholder="https://login.company.com"
        />
      </Field>
      <Field label="Client id" error={errors.clientId?.message} isDisabled={isReadOnly}>
        <Input {...form.register("clientId")} isMono autoComplete="off" spellCheck={false} />
      </Field>
      <Field
        label="Client secret"
        description={
          connection?.issuer == null ? "Stored encrypted." : "Leave it empty to keep the one that is stored."
        }
        error={errors.clientSecret?.message}
        isDisabled={isReadOnly}
      >
        <Input
          {...form.register("clientSecret", { setValueAs: blankIsNone })}
          type="password"
          isMono
          autoComplete="off"
        />
      </Field>
      <FormServerError errors={errors} />
      {!isReadOnly && (
        <Button type="submit" variant="primary" isLoading={save.isPending}>
          Save
        </Button>
      )}
    </form>
  );
}
