import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { consoleHref } from "@/app/_lib/server/console-href";
import { serverCaller } from "@/server/trpc/server-caller";
import { AuthTitle } from "../_components/auth-title";
import { ProviderButtons } from "../_components/provider-buttons";
import { SignUpForm } from "./_components/sign-up-form";

export const metadata: Metadata = {
  title: "Create an account",
  description: "Free, without a card. The sandbox answers your first request before you connect a provider.",
};

export default async function SignUpPage() {
  const home = await consoleHref();
  if (home !== null) redirect(home);
  const options = await (await serverCaller()).identity.signInOptions();
  return (
    <>
      <AuthTitle title="Create an account">
        Free, without a card. The sandbox answers your first request before you connect a provider.
      </AuthTitle>
      <ProviderButtons available={options} callbackUrl="/sign-in" />
      <SignUpForm />
      <p className="mt-6 text-sm text-muted">
        Already have an account?{" "}
        <Link href="/sign-in" className="font-semibold text-emphasis underline underline-offset-4">
          Sign in
        </Link>
      </p>
    </>
  );
}
