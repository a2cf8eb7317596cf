import { parseCookies } from "./cookies";
import { loginCookieName, readLogin } from "./login-token";

export interface SignedInPerson {
  userId: string;
  email: string;
  name: string | null;
  loginSessionId: string;
}

/** The person whose login cookie is on the request, or null; read from the database at most five seconds ago. */
export async function personFromRequest(headers: Headers): Promise<SignedInPerson | null> {
  return readLogin(parseCookies(headers.get("cookie"))[loginCookieName()]);
}
