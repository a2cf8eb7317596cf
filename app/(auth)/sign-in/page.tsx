import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { consoleHref } from "@/app/_lib/server/console-href";
import { pendingUser } from "@/server/auth/current-user";
import { serverCaller } from "@/server/trpc/server-caller";
import { AuthTitle } from "../_components/auth-title";
import { ProviderButtons } from "../_components/provider-buttons";
import { safeCallback } from "../_content/safe-callback";
import { signInErrorMessage } from "../_content/sign-in-error";
import { SignInForm } from "./_components/sign-in-form";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl, error } = await searchParams;
  const wanted = safeCallback(callbackUrl);
  const home = await consoleHref();
  if (home !== null) redirect(wanted ?? home);

  if ((await pendingUser()) !== null)
    redirect(`/two-factor${wanted === null ? "" : `?callbackUrl=${encodeURIComponent(wanted)}`}`);
  const options = await (await serverCaller()).identity.signInOptions();
  // Without a wish, this page itself is the way on: it knows the visitor's first organisation once they are signed in.
  const next = wanted ?? "/sign-in";
  return (
    <>
      <AuthTitle title="Sign in" />
      <ProviderButtons available={options} callbackUrl={next} />
      <SignInForm
        callbackUrl={next}
        hasMagicLink={options.magicLink}
        hasSso={options.sso}
        demoEmail={options.demoEmail}
        initialError={signInErrorMessage(error)}
      />
      <p className="mt-6 text-sm text-muted">
        New here?{" "}
        <Link href="/sign-up" className="font-semibold text-emphasis underline underline-offset-4">
          Create an account
        </Link>
      </p>
    </>
  );
}
