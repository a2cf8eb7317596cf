import type { Ctx } from "@/server/core/context";

/** A signed-in person, before an organisation is chosen. */
export interface Person {
  userId: string;
  email: string;
  name: string | null;
  loginSessionId: string;
  /** When they signed in. */
  startedAt: Date;
  expiresAt: Date;
  /** What they may do has changed since their browser got its session. */
  mustRenew: boolean;
}

/** Somebody who has signed in and must still show their second factor. */
export interface PendingPerson {
  userId: string;
  email: string;
  loginSessionId: string;
}

/** What a procedure starts from: made once per call, by `createTrpcContext` or the server caller. */
export interface TrpcContext {
  requestId: string;
  /** Where the call came from, for audit and throttling; null when unknown. */
  address: string | null;
  /** False when a browser says that another site sent this request; such a mutation is refused. */
  isSameOrigin: boolean;
  /** Whether the request was made to this machine under a name of its own. */
  isOwnHost: boolean;
  /** Where links in mails lead; throws where the request names no address of ours. */
  origin(): string;
  person(): Promise<Person | null>;
  pending(): Promise<PendingPerson | null>;
  /** The caller's browser goes on in this login session. */
  useLogin(login: { userId: string; loginSessionId: string }): Promise<void>;
  /** The verified context in one organisation; `not_found` for anyone who is not a member. */
  actAs(person: Person, orgSlug: string): Promise<Ctx>;
}
