import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { personFromRequest, type SignedInPerson } from "./person-from-request";

/** The signed-in person of the page being rendered, or null. */
export const currentUser = cache(
  async (): Promise<SignedInPerson | null> => personFromRequest(new Headers(await headers())),
);
