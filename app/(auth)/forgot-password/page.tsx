import type { Metadata } from "next";
import Link from "next/link";
import { serverCaller } from "@/server/trpc/server-caller";
import { AuthTitle } from "../_components/auth-title";
import { ForgotForm } from "./_components/forgot-form";

export const metadata: Metadata = { title: "Forgot your password", robots: { index: false } };

export default async function ForgotPasswordPage() {
  const { magicLink, hasLocalOutbox } = await (await serverCaller()).identity.signInOptions();
  return (
    <>
      <AuthTitle title="Forgot your password?">
        {magicLink
          ? "We send you a link to set a new one. It works once, for an hour."
          : "This installation has no mail server, so it cannot send you a link. Ask whoever runs it."}
      </AuthTitle>
      {magicLink && <ForgotForm hasLocalOutbox={hasLocalOutbox} />}
      <p className="mt-6 text-sm text-muted">
        <Link href="/sign-in" className="font-semibold text-emphasis underline underline-offset-4">
          Back to sign in
        </Link>
      </p>
    </>
  );
}
