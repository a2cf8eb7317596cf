import type { Metadata } from "next";
import { AuthTitle } from "../_components/auth-title";
import { ResetForm } from "./_components/reset-form";

export const metadata: Metadata = {
  title: "Set a new password",
  robots: { index: false },
  // The address holds the link's token.
  referrer: "no-referrer",
};

interface ResetPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ResetPasswordPage({ searchParams }: ResetPageProps) {
  const { token } = await searchParams;
  if (typeof token !== "string")
    return <AuthTitle title="This link is not complete">Copy the whole address from the mail.</AuthTitle>;
  return (
    <>
      <AuthTitle title="Set a new password">You are signed out everywhere else with it.</AuthTitle>
      <ResetForm token={token} />
    </>
  );
}
