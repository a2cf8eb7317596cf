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
    // The account exists from here on. Where signing in fails there was one before, whose owner has a mail now, or the
    // network is away: the mail or the sign-in page is the way on.
    const signedIn = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
    const isSignedIn = signedIn?.ok === true && !signedIn.error;
    // Signed in, the sign-in page leads to the person’s organisation, be it new or not.
    window.location.assign(isSignedIn ? "/sign-in" : "/check-your-mail?after=sign-up");
  };

  return { submit, isPending: create.isPending || isLeaving };
}
