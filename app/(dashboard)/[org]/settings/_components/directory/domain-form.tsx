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
import { ClaimDomainInput } from "@/server/contracts/sso";

/** Names the organisation’s domain; what proves it is shown next. */
export function DomainForm() {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm<ClaimDomainInput>({
    resolver: zodResolver(ClaimDomainInput, undefined, { raw: true }),
    defaultValues: { domain: "" },
  });
  const claim = useMutation(
    trpc.sso.claimDomain.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.sso.get.queryFilter()),
      onError: (error) => showServerError(form, ["domain"], error),
    }),
  );
  const { errors } = form.formState;
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={form.handleSubmit((values) => claim.mutate({ ...values, orgSlug: org.slug }))}
    >
      <Field label="Domain of your directory" error={errors.domain?.message}>
        <Input {...form.register("domain")} autoComplete="off" spellCheck={false} placeholder="company.com" />
      </Field>
      <FormServerError errors={errors} />
      <Button type="submit" isLoading={claim.isPending}>
        Use this domain
      </Button>
    </form>
  );
}
