"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { PasswordInput } from "@/app/_components/password-input";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { SIGN_IN_ERRORS, SignInInput } from "@/server/contracts/identity";
import { useSignIn } from "../../_components/use-sign-in";

const NOT_OPENED =
  "The e-mail or password is not right, or this link is too old. If they are right, a new link is on its way to you.";

/** The password that was chosen at sign-up and the link from the mail open the account together. */
export function OpenAccountForm({ token }: { token: string }) {
  const form = useForm({ resolver: zodResolver(SignInInput), defaultValues: { email: "", password: "" } });
  const { errors } = form.formState;
  const signIn = useSignIn({ callbackUrl: "/sign-in", confirmation: token });
  return (
    <>
      {signIn.error === null ? null : (
        <Callout tone="error" isLive className="mb-4">
          {signIn.error === SIGN_IN_ERRORS.CredentialsSignin ? NOT_OPENED : signIn.error}
        </Callout>
      )}
      <form
        noValidate
        method="post"
        onSubmit={form.handleSubmit(signIn.withPassword)}
        className="flex flex-col gap-4"
      >
        <Field label="E-mail" error={errors.email?.message}>
          <Input {...form.register("email")} type="email" autoComplete="username" className="h-9" />
        </Field>
        <Field label="Password" error={errors.password?.message}>
          <PasswordInput {...form.register("password")} autoComplete="current-password" />
        </Field>
        <Button type="submit" variant="primary" size="lg" isLoading={signIn.pending === "password"}>
          Confirm and sign in
        </Button>
      </form>
    </>
  );
}
