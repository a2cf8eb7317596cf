import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "@/app/_ui/button";
import { serverCaller } from "@/server/trpc/server-caller";
import { AuthTitle } from "../_components/auth-title";

export const metadata: Metadata = { title: "Check your mail", robots: { index: false } };

interface CheckYourMailProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CheckYourMailPage({ searchParams }: CheckYourMailProps) {
  const { after } = await searchParams;
  const { hasLocalOutbox } = await (await serverCaller()).identity.signInOptions();
  return (
    <>
      <AuthTitle title="Check your mail">
        {after === "sign-up"
          ? "We wrote to you: the link in that mail opens your account. If you have an account with this address already, the mail says how to go on. If nothing arrives, look in the spam folder, or sign in: that sends the link again."
          : "We sent you a link to sign in. It works once and expires soon. If it does not arrive, look in the spam folder."}
      </AuthTitle>
      {hasLocalOutbox ? (
        <div className="mb-6">
          <p className="mb-3 text-base text-pretty text-muted">
            This installation has no mail server, so the mail did not leave it. Read it in the local outbox.
          </p>
          <ButtonLink href="/outbox" variant="primary" size="lg">
            Open the local outbox
          </ButtonLink>
        </div>
      ) : null}
      <p className="text-sm text-muted">
        <Link href="/sign-in" className="font-semibold text-emphasis underline underline-offset-4">
          Back to sign in
        </Link>
      </p>
    </>
  );
}
