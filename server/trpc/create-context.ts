import { actAs } from "@/server/auth/actor";
import { pendingFromRequest, personFromRequest } from "@/server/auth/person-from-request";
import { isOwnHost, publicOrigin } from "@/server/auth/public-origin";
import { CLIENT_ADDRESS_HEADER } from "@/server/core/client-address";
import { uuidv7 } from "@/server/core/ids";
import type { Person, TrpcContext } from "./trpc-context";

/** The context of one call, from its headers. The person is looked up once, when a procedure first asks. */
export function createTrpcContext(headers: Headers, isSameOrigin: boolean): TrpcContext {
  const request = { requestId: uuidv7(), address: headers.get(CLIENT_ADDRESS_HEADER) };
  let person: Promise<Person | null> | undefined;
  return {
    ...request,
    isSameOrigin,
    isOwnHost: isOwnHost(headers),
    origin: () => publicOrigin(headers),
    person: () => {
      person ??= personFromRequest(headers);
      return person;
    },
    pending: () => pendingFromRequest(headers),
    actAs: (who, orgSlug) => actAs(request, who, orgSlug),
  };
}
