"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useForm } from "react-hook-form";
import { FormServerError } from "@/app/_components/form-server-error";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { ForgotPasswordInput } from "@/server/contracts/identity";

export function ForgotForm({ hasLocalOutbox }: { hasLocalOutbox: boolean }) {
  const form = useForm({ resolver: zodResolver(ForgotPasswordInput), defaultValues: { email: "" } });
  const ask = useMutation(
    useTRPC().identity.forgotPassword.mutationOptions({
      onError: (error) => showServerError(form, ["email"], error),
    }),
  );
  const { errors } = form.formState;
  if (ask.isSuccess)
    return (
      <Callout tone="success" isLive>
        A mail is on its way to {ask.variables.email}. If it does not arrive, look in the spam folder.
        {hasLocalOutbox && (
          <>
            {" "}
            This installation has no mail server:{" "}
            <Link href="/outbox" className="font-semibold text-emphasis underline underline-offset-4">
              read it in the local outbox
            </Link>
            .
          </>
        )}
      </Callout>
    );
  return (
    <form
      noValidate
      method="post"
      onSubmit={form.handleSubmit((input) => ask.mutate(input))}
      className="flex flex-col gap-4"
    >
      <FormServerError errors={errors} />
      <Field label="E-mail" error={errors.email?.message}>
        <Input {...form.register("email")} type="email" autoComplete="username" className="h-9" />
      </Field>
      <Button type="submit" variant="primary" size="lg" isLoading={ask.isPending}>
        Send the link
      </Button>
    </form>
  );
}
