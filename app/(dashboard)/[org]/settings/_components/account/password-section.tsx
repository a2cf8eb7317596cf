"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { FormServerError } from "@/app/_components/form-server-error";
import { PasswordInput } from "@/app/_components/password-input";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog, DialogContent, DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Section } from "@/app/_ui/section";
import { toast } from "@/app/_ui/toast";
import { type AccountOutput, ChangePasswordInput, PASSWORD_LENGTH_MIN } from "@/server/contracts/identity";

export function PasswordSection({ account: { hasPassword } }: { account: AccountOutput }) {
  const [isChanging, setIsChanging] = useState(false);
  const title = hasPassword ? "Change your password" : "Set a password";
  return (
    <Section
      title="Password"
      description={
        hasPassword
          ? "A change signs you out in every other browser."
          : "You have none: you sign in with a link or another provider."
      }
      actions={
        <Button size="sm" onClick={() => setIsChanging(true)}>
          {hasPassword ? "Change…" : "Set…"}
        </Button>
      }
    >
      <Dialog open={isChanging} onOpenChange={setIsChanging}>
        {isChanging && (
          <DialogContent title={title}>
            <PasswordForm hasPassword={hasPassword} onDone={() => setIsChanging(false)} />
          </DialogContent>
        )}
      </Dialog>
    </Section>
  );
}

function PasswordForm({ hasPassword, onDone }: { hasPassword: boolean; onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm<ChangePasswordInput>({
    resolver: zodResolver(ChangePasswordInput),
    defaultValues: { currentPassword: "", password: "" },
  });
  const change = useMutation(
    trpc.identity.changePassword.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.identity.account.queryFilter());
        await queryClient.invalidateQueries(trpc.identity.listSessions.queryFilter());
        toast.success("Your password is changed");
        onDone();
      },
      onError: (error) => showServerError(form, ["currentPassword", "password"], error),
    }),
  );
  const { errors } = form.formState;
  return (
    <form noValidate className="space-y-4" onSubmit={form.handleSubmit((input) => change.mutate(input))}>
      {hasPassword && (
        <Field label="Current password" error={errors.currentPassword?.message}>
          <PasswordInput {...form.register("currentPassword")} autoComplete="current-password" />
        </Field>
      )}
      <Field
        label="New password"
        description={`At least ${PASSWORD_LENGTH_MIN} characters.`}
        error={errors.password?.message}
      >
        <PasswordInput {...form.register("password")} autoComplete="new-password" />
      </Field>
      <FormServerError errors={errors} />
      <DialogFooter>
        <Button type="submit" variant="primary" isLoading={change.isPending}>
          Save
        </Button>
      </DialogFooter>
    </form>
  );
}
