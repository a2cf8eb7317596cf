import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentUser } from "@/server/auth/current-user";
import { AuthTitle } from "../../_components/auth-title";
import { safeCallback } from "../../_content/safe-callback";
import { SetUpThenGo } from "./_components/set-up-then-go";

export const metadata: Metadata = { title: "Set up two-factor sign-in", robots: { index: false } };

interface SetUpPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where members land whose organisation requires it before they can go on. */
export default async function SetUpTwoFactorPage({ searchParams }: SetUpPageProps) {
  const wanted = safeCallback((await searchParams).callbackUrl);
  if ((await currentUser()) === null) redirect("/sign-in?callbackUrl=%2Ftwo-factor%2Fset-up");
  return (
    <>
      <AuthTitle title="Set up two-factor sign-in">
        Your organisation requires a second step at sign-in. It takes a minute.
      </AuthTitle>
      <SetUpThenGo callbackUrl={wanted ?? "/sign-in"} />
    </>
  );
}
