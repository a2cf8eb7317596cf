"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import Link from "next/link";
import { useForm } from "react-hook-form";
import { PasswordInput } from "@/app/_components/password-input";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { SignInInput } from "@/server/contracts/identity";
import { useSignIn } from "../../_components/use-sign-in";

interface SignInFormProps {
  callbackUrl: string;
  hasMagicLink: boolean;
  hasSso: boolean;
  demoEmail: string | null;
  /** What went wrong on the way here, for example an expired link. */
  initialError: string | null;
}

/** `method="post"` keeps a password out of the address bar should somebody submit before the script has loaded. */
export function SignInForm(props: SignInFormProps) {
  const { callbackUrl, hasMagicLink, hasSso, demoEmail, initialError } = props;
  const form = useForm({ resolver: zodResolver(SignInInput), defaultValues: { email: "", password: "" } });
  const { errors } = form.formState;
  const signIn = useSignIn({ callbackUrl, initialError });

  const onLink = async () => {
    if (!(await form.trigger("email", { shouldFocus: true }))) return;
    await signIn.sendLink(form.getValues("email"));
  };
  const onSso = async () => {
    if (!(await form.trigger("email", { shouldFocus: true }))) return;
    const query = new URLSearchParams({ email: form.getValues("email") });
    // The sign-in page itself is no place to come back to.
    if (callbackUrl !== "/sign-in") query.set("callbackUrl", callbackUrl);
    window.location.assign(`/api/sso/start?${query}`);
  };
  const onDemo = () => {
    form.setValue("email", demoEmail ?? "");
    form.setFocus("password");
  };

  return (
    <>
      {signIn.error === null ? null : (
        <Callout tone="error" isLive className="mb-4">
          {signIn.error}
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
        {hasMagicLink ? (
          <Link
            href="/forgot-password"
            className="-mt-2 self-start text-xs text-muted underline underline-offset-4 hover:text-emphasis"
          >
            Forgot your password?
          </Link>
        ) : null}
        <Button type="submit" variant="primary" size="lg" isLoading={signIn.pending === "password"}>
          Sign in
        </Button>
        {hasSso ? (
          <Button size="lg" onClick={onSso}>
            Single sign-on
          </Button>
        ) : null}
        {hasMagicLink ? (
          <Button size="lg" isLoading={signIn.pending === "link"} onClick={onLink}>
            E-mail me a sign-in link
          </Button>
        ) : null}
      </form>
      {demoEmail === null ? null : (
        <Callout className="mt-6">
          This installation has a demo organisation. The start command prints its password.{" "}
          <button
            type="button"
            onClick={onDemo}
            className="font-semibold text-emphasis underline underline-offset-4"
          >
            Use {demoEmail}
          </button>
        </Callout>
      )}
    </>
  );
}
