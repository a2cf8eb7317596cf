import { useMutation } from "@tanstack/react-query";
import { signIn } from "next-auth/react";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { SignUpInput } from "@/server/contracts/identity";

const FIELDS = SignUpInput.keyof().options;

/** Creates the account, signs in with it and opens the console of the new organisation. */
export function useSignUp(form: UseFormReturn<SignUpInput>) {
  const trpc = useTRPC();
  const create = useMutation(trpc.identity.signUp.mutationOptions());
  const [isLeaving, setIsLeaving] = useState(false);

  const submit = async (input: SignUpInput) => {
    if (create.isPending || isLeaving) return;
    const created = await create.mutateAsync(input).catch((thrown: unknown) => {
      showServerError(form, FIELDS, thrown);
      return null;
    });
    if (created === null) return;
    setIsLeaving(true);
    const { email, password } = input;
    // The account exists from here on: if signing in fails, even by the network, the sign-in page is the way on.
    const signedIn = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
    const isSignedIn = signedIn?.ok === true && !signedIn.error;
    window.location.assign(isSignedIn ? `/${created.orgSlug}` : "/sign-in");
  };

  return { submit, isPending: create.isPending || isLeaving };
}
