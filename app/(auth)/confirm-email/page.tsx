import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentUser } from "@/server/auth/current-user";
import { AuthTitle } from "../_components/auth-title";
import { ConfirmButton } from "./_components/confirm-button";
import { OpenAccountForm } from "./_components/open-account-form";

export const metadata: Metadata = {
  title: "Confirm your e-mail address",
  robots: { index: false },
  // The address holds the link's token.
  referrer: "no-referrer",
};

interface ConfirmPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Nothing happens until a button is pressed: mail scanners open every link. */
export default async function ConfirmEmailPage({ searchParams }: ConfirmPageProps) {
  const { token, new: isNew } = await searchParams;
  if (typeof token !== "string")
    return <AuthTitle title="This link is not complete">Copy the whole address from the mail.</AuthTitle>;
  const me = await currentUser();
  if (me === null && isNew !== undefined)
    return (
      <>
        <AuthTitle title="Confirm your e-mail address">
          Sign in with the password you have just chosen. That confirms the address and opens your account.
        </AuthTitle>
        <OpenAccountForm token={token} />
      </>
    );
  const here = `/confirm-email?token=${encodeURIComponent(token)}`;
  if (me === null) redirect(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
  return (
    <>
      <AuthTitle title="Confirm your e-mail address">You are signed in as {me.email}.</AuthTitle>
      <ConfirmButton token={token} />
    </>
  );
}
