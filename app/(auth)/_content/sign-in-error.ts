import { SIGN_IN_ERRORS } from "@/server/contracts/identity";

const MESSAGES = new Map<string, string>(Object.entries(SIGN_IN_ERRORS));

/** What to tell the visitor for an error code of the sign-in; null when there was none. */
export function signInErrorMessage(code: string | string[] | null | undefined): string | null {
  if (typeof code !== "string" || code === "") return null;
  // What is thrown while a link is asked for comes back as its text, class name included.
  return (
    MESSAGES.get(code.replace(/^Error: /, "")) ?? "Signing in did not work. Try again, or choose another way."
  );
}
