import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { consoleHref } from "@/app/_lib/server/console-href";
import { pendingUser } from "@/server/auth/current-user";
import { AuthTitle } from "../_components/auth-title";
import { safeCallback } from "../_content/safe-callback";
import { CodeForm } from "./_components/code-form";

export const metadata: Metadata = { title: "Two-factor sign-in", robots: { index: false } };

interface TwoFactorPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The second step of signing in. */
export default async function TwoFactorPage({ searchParams }: TwoFactorPageProps) {
  const wanted = safeCallback((await searchParams).callbackUrl);
  const email = await pendingUser();
  if (email === null) redirect((await consoleHref()) === null ? "/sign-in" : (wanted ?? "/sign-in"));
  return (
    <>
      <AuthTitle title="Enter your code">
        The six digits of your authenticator app, or one of your recovery codes. Signing in as {email}.
      </AuthTitle>
      <CodeForm callbackUrl={wanted ?? "/sign-in"} />
    </>
  );
}
