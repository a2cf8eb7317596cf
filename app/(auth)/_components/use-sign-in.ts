import { useRouter } from "next/navigation";
import { signIn } from "next-auth/react";
import { useState } from "react";
import type { SignInInput } from "@/server/contracts/identity";
import { signInErrorMessage } from "../_content/sign-in-error";

const OFFLINE = "We could not reach the server. Check your connection and try again.";

type Attempt = "password" | "link";

interface SignInWay {
  callbackUrl: string;
  /** What went wrong on the way here. */
  initialError?: string | null;
  /** Token of the link that opens a new account. */
  confirmation?: string;
}

/** Signs in with a password or asks for a link; keeps the last failure for the form to show. */
export function useSignIn({ callbackUrl, initialError = null, confirmation }: SignInWay) {
  const router = useRouter();
  const [pending, setPending] = useState<Attempt | null>(null);
  const [error, setError] = useState(initialError);

  /** Stays pending after a success: the page is about to change. */
  const attempt = async (kind: Attempt, credentials: Record<string, string>, onDone: () => void) => {
    if (pending !== null) return;
    setPending(kind);
    setError(null);
    const provider = kind === "password" ? "credentials" : "email";
    const failure = await signIn(provider, { ...credentials, callbackUrl, redirect: false }).then(
      (result) =>
        result === undefined || result.ok
          ? signInErrorMessage(result?.error)
          : (signInErrorMessage(result.error) ?? OFFLINE),
      // The sign-in client throws only when the network does.
      () => OFFLINE,
    );
    if (failure === null) return onDone();
    setPending(null);
    setError(failure);
  };

  return {
    pending,
    error,
    // A full load: everything rendered for a visitor must be rendered again for the person.
    withPassword: ({ email, password }: SignInInput) => {
      const credentials = { email, password, ...(confirmation === undefined ? {} : { confirmation }) };
      return attempt("password", credentials, () => window.location.assign(callbackUrl));
    },
    sendLink: (email: string) => attempt("link", { email }, () => router.push("/check-your-mail")),
  };
}
