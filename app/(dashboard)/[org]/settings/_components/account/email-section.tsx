"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { FormServerError } from "@/app/_components/form-server-error";
import { PasswordInput } from "@/app/_components/password-input";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { Dialog, DialogContent, DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Card, Section } from "@/app/_ui/section";
import { toast } from "@/app/_ui/toast";
import { type AccountOutput, ChangeEmailInput } from "@/server/contracts/identity";

export function EmailSection({ account }: { account: AccountOutput }) {
  const [isChanging, setIsChanging] = useState(false);
  const resend = useMutation(
    useTRPC().identity.requestConfirmation.mutationOptions({
      onSuccess: () => toast.success(`A mail is on its way to ${account.email}`),
      onError: (error) => toast.error("No mail was sent", { description: shownError(error).message }),
    }),
  );
  return (
    <Section title="E-mail address" description="Where you sign in, and where mails to you go.">
      <Card className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 text-sm">
        <span className="min-w-0 truncate text-emphasis">{account.email}</span>
        {account.isEmailConfirmed ? (
          <Badge tone="success">Confirmed</Badge>
        ) : (
          <Badge tone="warning">Not confirmed</Badge>
        )}
        <span className="grow" />
        {account.canSendMail && (
          <>
            {!account.isEmailConfirmed && (
              <Button size="sm" isLoading={resend.isPending} onClick={() => resend.mutate()}>
                Send the mail again
              </Button>
            )}
            <Button size="sm" onClick={() => setIsChanging(true)}>
              Change…
            </Button>
          </>
        )}
      </Card>
      {!account.canSendMail && (
        <p className="mt-3 text-xs text-subtle">
          This installation has no mail server, so addresses cannot be confirmed or changed.
        </p>
      )}
      <Dialog open={isChanging} onOpenChange={setIsChanging}>
        {isChanging && (
          <DialogContent
            title="Change your e-mail address"
            description="We send a link to the new address. It changes once you follow it."
          >
            <EmailForm hasPassword={account.hasPassword} onDone={() => setIsChanging(false)} />
          </DialogContent>
        )}
      </Dialog>
    </Section>
  );
}

function EmailForm({ hasPassword, onDone }: { hasPassword: boolean; onDone: () => void }) {
  const form = useForm<ChangeEmailInput>({
    resolver: zodResolver(ChangeEmailInput),
    defaultValues: { email: "", currentPassword: "" },
  });
  const change = useMutation(
    useTRPC().identity.changeEmail.mutationOptions({
      onSuccess: (_result, { email }) => {
        toast.success(`A mail is on its way to ${email}`);
        onDone();
      },
      onError: (error) => showServerError(form, ["email", "currentPassword"], error),
    }),
  );
  const { errors } = form.formState;
  return (
    <form noValidate className="space-y-4" onSubmit={form.handleSubmit((input) => change.mutate(input))}>
      <Field label="New address" error={errors.email?.message}>
        <Input {...form.register("email")} type="email" autoComplete="email" />
      </Field>
      {hasPassword && (
        <Field label="Your password" error={errors.currentPassword?.message}>
          <PasswordInput {...form.register("currentPassword")} autoComplete="current-password" />
        </Field>
      )}
      <FormServerError errors={errors} />
      <DialogFooter>
        <Button type="submit" variant="primary" isLoading={change.isPending}>
          Send the link
        </Button>
      </DialogFooter>
    </form>
  );
}
