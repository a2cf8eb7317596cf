"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { PasswordInput } from "@/app/_components/password-input";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { PASSWORD_LENGTH_MIN } from "@/server/contracts/identity";
import { JoinWithPasswordInput } from "@/server/contracts/members";

/** Makes the account an invitation is for, and signs in with it. */
export function JoinForm({ token, email }: { token: string; email: string }) {
  const form = useForm({
    resolver: zodResolver(JoinWithPasswordInput),
    defaultValues: { token, name: "", password: "" },
  });
  const [isLeaving, setIsLeaving] = useState(false);
  const join = useMutation(
    useTRPC().members.joinWithPassword.mutationOptions({
      onError: (error) => showServerError(form, ["name", "password"], error),
    }),
  );
  const submit = async (input: JoinWithPasswordInput) => {
    const joined = await join.mutateAsync(input).catch(() => null);
    if (joined === null) return;
    setIsLeaving(true);
    const { password } = input;
    // The account exists from here on: if signing in fails, the sign-in page is the way on.
    const signedIn = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
    const isSignedIn = signedIn?.ok === true && !signedIn.error;
    window.location.assign(isSignedIn ? `/${joined.orgSlug}` : "/sign-in");
  };
  const { errors } = form.formState;
  return (
    <>
      {errors.root?.server !== undefined && (
        <Callout tone="error" isLive className="mb-4">
          {errors.root.server.message}
        </Callout>
      )}
      <form noValidate method="post" onSubmit={form.handleSubmit(submit)} className="flex flex-col gap-4">
        <Field label="E-mail">
          <Input value={email} readOnly autoComplete="username" className="h-9" />
        </Field>
        <Field label="Your name" error={errors.name?.message}>
          <Input {...form.register("name")} autoComplete="name" className="h-9" />
        </Field>
        <Field
          label="Password"
          description={`At least ${PASSWORD_LENGTH_MIN} characters.`}
          error={errors.password?.message}
        >
          <PasswordInput {...form.register("password")} autoComplete="new-password" />
        </Field>
        <Button type="submit" variant="primary" size="lg" isLoading={join.isPending || isLeaving}>
          Create account and join
        </Button>
      </form>
    </>
  );
}
