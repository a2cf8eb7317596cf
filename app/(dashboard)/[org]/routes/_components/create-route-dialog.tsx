"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { FormServerError } from "@/app/_components/form-server-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog, DialogContent, DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { CreateRouteInput } from "@/server/contracts/routes";
import { STRATEGY_OPTIONS } from "./strategies";

export function CreateRouteDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <DialogContent title="Create route" description="Choose its models and limits on the next page.">
        <CreateRouteForm />
      </DialogContent>
    </Dialog>
  );
}

function CreateRouteForm() {
  const { org } = useConsole();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const projects = useQuery(trpc.projects.list.queryOptions({ orgSlug: org.slug }));
  const options = (projects.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const form = useForm<CreateRouteInput>({
    resolver: zodResolver(CreateRouteInput, undefined, { raw: true }),
    defaultValues: { projectId: options[0]?.value ?? "", name: "", strategy: "fallback" },
  });
  const create = useMutation(
    trpc.routes.create.mutationOptions({
      onSuccess: async (route) => {
        await queryClient.invalidateQueries(trpc.routes.list.queryFilter());
        router.push(`/${org.slug}/routes/${route.id}`);
      },
      onError: (error) => showServerError(form, ["name", "slug", "projectId"], error),
    }),
  );
  const { errors } = form.formState;
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={form.handleSubmit((values) => create.mutate({ ...values, orgSlug: org.slug }))}
    >
      <Field label="Name" error={errors.name?.message}>
        <Input {...form.register("name")} placeholder="Support bot" autoComplete="off" maxLength={80} />
      </Field>
      <Field
        label="Short name"
        isOptional
        description="Requests call it as route:short-name. Made from the name when left empty."
        error={errors.slug?.message}
      >
        <Input
          {...form.register("slug", { setValueAs: (value: unknown) => (value === "" ? undefined : value) })}
          isMono
          placeholder="support-bot"
          autoComplete="off"
          spellCheck={false}
          maxLength={48}
        />
      </Field>
      {options.length > 1 && (
        <Field label="Project" error={errors.projectId?.message}>
          <Select
            options={options}
            value={form.watch("projectId")}
            onValueChange={(id) => form.setValue("projectId", id)}
          />
        </Field>
      )}
      <Field label="Strategy" error={errors.strategy?.message}>
        <Select
          options={STRATEGY_OPTIONS}
          value={form.watch("strategy") ?? "fallback"}
          onValueChange={(strategy) => form.setValue("strategy", strategy)}
        />
      </Field>
      <FormServerError errors={errors} />
      <DialogFooter>
        <Button type="submit" variant="primary" isLoading={create.isPending}>
          Create route
        </Button>
      </DialogFooter>
    </form>
  );
}
