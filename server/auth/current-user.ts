import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { pendingFromRequest, personFromRequest, type SignedInPerson } from "./person-from-request";

/** The e-mail of a visitor who has signed in and must still show their second factor, or null. */
export const pendingUser = cache(
  async (): Promise<string | null> => (await pendingFromRequest(new Headers(await headers())))?.email ?? null,
);

/** The signed-in person of the page being rendered, or null. */
export const currentUser = cache(
  async (): Promise<SignedInPerson | null> => personFromRequest(new Headers(await headers())),
);
