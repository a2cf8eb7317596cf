import type { PendingLogin } from "@/server/modules/identity";
import { parseCookies } from "./cookies";
import { loginCookieName, readLogin, readPendingLogin } from "./login-token";

export interface SignedInPerson {
  userId: string;
  email: string;
  name: string | null;
  loginSessionId: string;
  /** When they signed in. */
  startedAt: Date;
  expiresAt: Date;
  mustRenew: boolean;
}

/** The person who has signed in and must still show their second factor, or null. */
export async function pendingFromRequest(headers: Headers): Promise<PendingLogin | null> {
  return readPendingLogin(parseCookies(headers.get("cookie"))[loginCookieName()]);
}

/** The person whose login cookie is on the request, or null, as the database has them now. */
export async function personFromRequest(headers: Headers): Promise<SignedInPerson | null> {
  return readLogin(parseCookies(headers.get("cookie"))[loginCookieName()]);
}
