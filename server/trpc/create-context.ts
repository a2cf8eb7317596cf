import { actAs } from "@/server/auth/actor";
import { loginCookie } from "@/server/auth/login-token";
import { pendingFromRequest, personFromRequest } from "@/server/auth/person-from-request";
import { isOwnHost, publicOrigin } from "@/server/auth/public-origin";
import { CLIENT_ADDRESS_HEADER } from "@/server/core/client-address";
import { uuidv7 } from "@/server/core/ids";
import { renewLogin } from "@/server/modules/identity";
import type { Person, TrpcContext } from "./trpc-context";

export interface CallContext extends TrpcContext {
  /** `Set-Cookie` lines that go with the answer. */
  cookies: string[];
  /** Another session id for a person whose rights have changed; before the procedures run. */
  renewLogin(): Promise<void>;
}

/** The context of one call, from its headers. The person is looked up once, when a procedure first asks. */
export function createTrpcContext(headers: Headers, isSameOrigin: boolean): CallContext {
  const request = { requestId: uuidv7(), address: headers.get(CLIENT_ADDRESS_HEADER) };
  let found: Promise<Person | null> | undefined;
  const cookies: string[] = [];
  const person = () => {
    found ??= personFromRequest(headers);
    return found;
  };
  return {
    ...request,
    isSameOrigin,
    isOwnHost: isOwnHost(headers),
    origin: () => publicOrigin(headers),
    cookies,
    person,
    renewLogin: async () => {
      const who = await person();
      const loginSessionId = who?.mustRenew ? await renewLogin(who, new Date()) : null;
      if (who === null || loginSessionId === null) return;
      found = Promise.resolve({ ...who, loginSessionId, mustRenew: false });
      cookies.push(await loginCookie({ ...who, loginSessionId }));
    },
    useLogin: async (login) => {
      cookies.push(await loginCookie(login));
    },
    pending: () => pendingFromRequest(headers),
    actAs: (who, orgSlug) => actAs(request, who, orgSlug),
  };
}
