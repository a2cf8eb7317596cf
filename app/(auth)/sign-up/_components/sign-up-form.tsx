"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { PasswordInput } from "@/app/_components/password-input";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { PASSWORD_LENGTH_MIN, SignUpInput } from "@/server/contracts/identity";
import { useSignUp } from "./use-sign-up";

export function SignUpForm() {
  const form = useForm({
    resolver: zodResolver(SignUpInput),
    defaultValues: { name: "", email: "", password: "", organizationName: "" },
  });
  const { errors } = form.formState;
  const signUp = useSignUp(form);

  return (
    <>
      {errors.root?.server === undefined ? null : (
        <Callout tone="error" isLive className="mb-4">
          {errors.root.server.message}
        </Callout>
      )}
      <form
        noValidate
        method="post"
        onSubmit={form.handleSubmit(signUp.submit)}
        className="flex flex-col gap-4"
      >
        <Field label="Your name" error={errors.name?.message}>
          <Input {...form.register("name")} autoComplete="name" className="h-9" />
        </Field>
        <Field label="Work e-mail" error={errors.email?.message}>
          <Input {...form.register("email")} type="email" autoComplete="username" className="h-9" />
        </Field>
        <Field
          label="Password"
          description={`At least ${PASSWORD_LENGTH_MIN} characters.`}
          error={errors.password?.message}
        >
          <PasswordInput {...form.register("password")} autoComplete="new-password" />
        </Field>
        <Field
          label="Organisation"
          description="Your company or team. You can rename it later."
          error={errors.organizationName?.message}
        >
          <Input {...form.register("organizationName")} autoComplete="organization" className="h-9" />
        </Field>
        <Button type="submit" variant="primary" size="lg" isLoading={signUp.isPending}>
          Create account
        </Button>
      </form>
    </>
  );
}
