"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { FormServerError } from "@/app/_components/form-server-error";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { CreateOrganizationInput } from "@/server/contracts/organizations";

export function NewOrganizationForm() {
  const form = useForm({ resolver: zodResolver(CreateOrganizationInput), defaultValues: { name: "" } });
  const create = useMutation(
    useTRPC().identity.createOrganization.mutationOptions({
      onSuccess: ({ orgSlug }) => window.location.assign(`/${orgSlug}`),
      onError: (error) => showServerError(form, ["name"], error),
    }),
  );
  const { errors } = form.formState;
  return (
    <form
      noValidate
      method="post"
      onSubmit={form.handleSubmit((input) => create.mutate(input))}
      className="flex flex-col gap-4"
    >
      <FormServerError errors={errors} />
      <Field label="Name" description="You can rename it later." error={errors.name?.message}>
        <Input {...form.register("name")} autoComplete="organization" maxLength={80} className="h-9" />
      </Field>
      <Button type="submit" variant="primary" size="lg" isLoading={create.isPending || create.isSuccess}>
        Create organisation
      </Button>
    </form>
  );
}
