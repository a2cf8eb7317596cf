import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentUser } from "@/server/auth/current-user";
import { AuthTitle } from "../_components/auth-title";
import { NewOrganizationForm } from "./_components/new-organization-form";

export const metadata: Metadata = { title: "New organisation", robots: { index: false } };

export default async function NewOrganizationPage() {
  const me = await currentUser();
  if (me === null) redirect("/sign-in?callbackUrl=%2Fnew");
  return (
    <>
      <AuthTitle title="New organisation">
        With its own keys, routes, members and bill. You are signed in as {me.email}.
      </AuthTitle>
      <NewOrganizationForm />
    </>
  );
}
