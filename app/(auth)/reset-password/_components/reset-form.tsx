"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useForm } from "react-hook-form";
import { PasswordInput } from "@/app/_components/password-input";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button, ButtonLink } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Field } from "@/app/_ui/field";
import { PASSWORD_LENGTH_MIN, ResetPasswordInput } from "@/server/contracts/identity";

export function ResetForm({ token }: { token: string }) {
  const form = useForm({
    resolver: zodResolver(ResetPasswordInput),
    defaultValues: { token, password: "" },
  });
  const reset = useMutation(
    useTRPC().identity.resetPassword.mutationOptions({
      onError: (error) => showServerError(form, ["password"], error),
    }),
  );
  const { errors } = form.formState;
  if (reset.isSuccess)
    return (
      <>
        <Callout tone="success" isLive className="mb-4">
          Your new password is set. Sign in with it.
        </Callout>
        <ButtonLink href="/sign-in" variant="primary" size="lg">
          Sign in
        </ButtonLink>
      </>
    );
  return (
    <form
      noValidate
      method="post"
      onSubmit={form.handleSubmit((input) => reset.mutate(input))}
      className="flex flex-col gap-4"
    >
      {errors.root?.server !== undefined && (
        <Callout tone="error" isLive>
          {errors.root.server.message}{" "}
          <Link href="/forgot-password" className="font-semibold text-emphasis underline underline-offset-4">
            Ask for a new link
          </Link>
        </Callout>
      )}
      <Field
        label="New password"
        description={`At least ${PASSWORD_LENGTH_MIN} characters.`}
        error={errors.password?.message}
      >
        <PasswordInput {...form.register("password")} autoComplete="new-password" />
      </Field>
      <Button type="submit" variant="primary" size="lg" isLoading={reset.isPending}>
        Set password
      </Button>
    </form>
  );
}
