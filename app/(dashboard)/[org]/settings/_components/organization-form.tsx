"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { FormEnd } from "@/app/_components/form-end";
import { useConsole } from "@/app/_components/shell/console-context";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { toast } from "@/app/_ui/toast";
import { type Organization, UpdateOrganizationInput } from "@/server/contracts/organizations";

export function OrganizationForm({ organization }: { organization: Organization }) {
  const { org, may, origin } = useConsole();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm<UpdateOrganizationInput>({
    resolver: zodResolver(UpdateOrganizationInput),
    defaultValues: { name: organization.name, slug: organization.slug },
  });
  const update = useMutation(
    trpc.organizations.update.mutationOptions({
      onSuccess: async (saved) => {
        toast.success("Organisation saved");
        form.reset({ name: saved.name, slug: saved.slug });
        // Every path and query of the console carries the address, so a new one starts afresh.
        if (saved.slug !== org.slug) return router.replace(`/${saved.slug}/settings`);
        await queryClient.invalidateQueries(trpc.organizations.get.queryFilter());
        router.refresh();
      },
      onError: (error) => showServerError(form, ["name", "slug"], error),
    }),
  );
  const { errors } = form.formState;
  const isReadOnly = !may("organization:update");
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={form.handleSubmit((values) => update.mutate({ ...values, orgSlug: org.slug }))}
    >
      <Field label="Name" error={errors.name?.message} isDisabled={isReadOnly}>
        <Input {...form.register("name")} autoComplete="organization" maxLength={80} />
      </Field>
      <Field
        label="Address"
        description={`Your console is at ${origin}/${form.watch("slug") ?? ""}. Old links stop working when you change it.`}
        error={errors.slug?.message}
        isDisabled={isReadOnly}
      >
        <Input {...form.register("slug")} isMono autoComplete="off" spellCheck={false} maxLength={48} />
      </Field>
      <FormEnd errors={errors} isReadOnly={isReadOnly} isSaving={update.isPending} />
    </form>
  );
}
