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
import { toast } from "@/app/_ui/toast";
import { INVITATION_DAYS, InviteMemberInput } from "@/server/contracts/members";
import { RoleSelect } from "./role-select";

export function InviteDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      {isOpen && (
        <DialogContent
          title="Invite somebody"
          description={`They get a mail with a link that works once, for ${INVITATION_DAYS} days.`}
        >
          <InviteForm onDone={onClose} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function InviteForm({ onDone }: { onDone: () => void }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm<InviteMemberInput>({
    resolver: zodResolver(InviteMemberInput),
    defaultValues: { email: "", role: "member" },
  });
  const invite = useMutation(
    trpc.members.invite.mutationOptions({
      onSuccess: async ({ email }) => {
        await queryClient.invalidateQueries(trpc.members.list.queryFilter());
        toast.success(`${email} is invited`);
        onDone();
      },
      onError: (error) => showServerError(form, ["email"], error),
    }),
  );
  const { errors } = form.formState;
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={form.handleSubmit((values) => invite.mutate({ ...values, orgSlug: org.slug }))}
    >
      <Field label="E-mail" error={errors.email?.message}>
        <Input {...form.register("email")} type="email" autoComplete="off" placeholder="name@company.com" />
      </Field>
      <Controller
        control={form.control}
        name="role"
        render={({ field }) => <RoleSelect value={field.value} onChange={field.onChange} />}
      />
      <FormServerError errors={errors} />
      <DialogFooter>
        <Button type="submit" variant="primary" isLoading={invite.isPending}>
          Send invitation
        </Button>
      </DialogFooter>
    </form>
  );
}
