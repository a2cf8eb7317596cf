"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Controller, useForm } from "react-hook-form";
import { FormServerError } from "@/app/_components/form-server-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog, DialogContent, DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { toast } from "@/app/_ui/toast";
import { CreateExperimentInput } from "@/server/contracts/experiments";
import type { Route } from "@/server/contracts/routes";

export interface CreateExperimentDialogProps {
  route: Route;
  /** Routes it can be compared with. */
  rivals: readonly Route[];
  isOpen: boolean;
  onClose: () => void;
}

export function CreateExperimentDialog({ isOpen, onClose, ...routes }: CreateExperimentDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        title="New experiment"
        description={`Sessions that call ${routes.route.name} are split as soon as it is created.`}
      >
        <CreateExperimentForm {...routes} onDone={onClose} />
      </DialogContent>
    </Dialog>
  );
}

type FormProps = Pick<CreateExperimentDialogProps, "route" | "rivals"> & { onDone: () => void };

function CreateExperimentForm({ route, rivals, onDone }: FormProps) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm<CreateExperimentInput>({
    resolver: zodResolver(CreateExperimentInput, undefined, { raw: true }),
    defaultValues: {
      name: "",
      variant_a_routing_rule_id: route.id,
      variant_b_routing_rule_id: rivals[0]?.id ?? "",
      split_percentage: 50,
    },
  });
  const create = useMutation(
    trpc.experiments.create.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.experiments.list.queryFilter());
        toast.success("The experiment runs", { description: "Gateways split sessions within seconds." });
        onDone();
      },
      onError: (error) =>
        showServerError(form, ["name", "variant_b_routing_rule_id", "split_percentage"], error),
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
        <Input
          {...form.register("name")}
          placeholder="Cheaper model first"
          autoComplete="off"
          maxLength={80}
        />
      </Field>
      <Controller
        control={form.control}
        name="variant_b_routing_rule_id"
        render={({ field }) => (
          <Field label="Compared with" error={errors.variant_b_routing_rule_id?.message}>
            <Select
              options={rivals.map(({ id, name }) => ({ value: id, label: name }))}
              value={field.value}
              onValueChange={field.onChange}
            />
          </Field>
        )}
      />
      <Field
        label="Share of sessions that go there, %"
        description="1 to 99. A session stays on its side."
        error={errors.split_percentage?.message}
      >
        <Input
          {...form.register("split_percentage", { valueAsNumber: true })}
          type="number"
          min={1}
          max={99}
          step={1}
        />
      </Field>
      <Field label="What you want to learn" isOptional error={errors.description?.message}>
        <Input {...form.register("description")} autoComplete="off" maxLength={500} />
      </Field>
      <FormServerError errors={errors} />
      <DialogFooter>
        <Button type="submit" variant="primary" isLoading={create.isPending}>
          Start experiment
        </Button>
      </DialogFooter>
    </form>
  );
}
