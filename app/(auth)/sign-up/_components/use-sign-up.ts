import { useMutation } from "@tanstack/react-query";
import { signIn } from "next-auth/react";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { showServerError } from "@/app/_lib/form-errors";
import { useTRPC } from "@/app/_lib/trpc/client";
import { SignUpInput } from "@/server/contracts/identity";

const FIELDS = SignUpInput.keyof().options;

/** Creates the account. It is opened by a mail, and at once only where no mail can be sent. */
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
    if (created.isMailSent) return window.location.assign("/check-your-mail?after=sign-up");
    const { email, password } = input;
    // Where this fails the account is there all the same, and the sign-in page is the way on, as it is to the console.
    await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
    window.location.assign("/sign-in");
  };

  return { submit, isPending: create.isPending || isLeaving };
}
