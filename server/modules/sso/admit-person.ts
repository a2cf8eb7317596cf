import { AppError } from "@/server/core/errors";
import { withTenant } from "@/server/db/tenant";
import type { OidcClaims } from "@/server/integrations/oidc/oidc-client";
import {
  createPerson,
  findPersonByAccount,
  findPersonByEmail,
  linkAccount,
  markEmailVerified,
  type PersonRow,
  type Visit,
} from "@/server/modules/identity";
import { joinBySso } from "@/server/modules/members";
import type { LiveConnection } from "./find-connection.queries";
import { ssoProvider } from "./sso.queries";

/**
 * The account of whoever the identity provider vouches for, in the connection's organisation. The provider speaks for
 * addresses of the proved domain and for no others, whatever it says.
 */
export async function admitPerson(
  visit: Visit,
  connection: LiveConnection,
  claims: OidcClaims,
): Promise<PersonRow> {
  const email = claims.email?.trim().toLowerCase();
  if (email === undefined || claims.email_verified === false || !email.endsWith(`@${connection.domain}`))
    throw new AppError("permission_denied", "the identity provider vouches for no address of the domain");
  const provider = ssoProvider(connection.orgId);
  const known = await findPersonByAccount(provider, claims.sub);
  const person =
    known ?? (await adopt(visit, { email, name: claims.name ?? null, provider, sub: claims.sub }));
  // Somebody else's address in the meantime, or moved out of the domain: what the provider says no longer fits.
  if (!person.email.endsWith(`@${connection.domain}`))
    throw new AppError("permission_denied", "the account has left the domain");
  await joinBySso(visit, connection, {
    userId: person.id,
    email: person.email,
    label: person.name ?? person.email,
  });
  await withTenant(connection, (tx) =>
    tx.ssoConnection.updateMany({ where: { orgId: connection.orgId }, data: { lastSignInAt: visit.now } }),
  );
  return person;
}

interface Adopted {
  email: string;
  name: string | null;
  provider: string;
  sub: string;
}

/** Links an account that has the address, or makes one. */
async function adopt(visit: Visit, { email, name, provider, sub }: Adopted): Promise<PersonRow> {
  const existing = await findPersonByEmail(email);
  const person = existing ?? (await createPerson({ email, name, emailVerifiedAt: visit.now }));
  await linkAccount(person.id, provider, sub);
  // The first proof of an address takes away what a stranger may have set up with it.
  return markEmailVerified(person.id, visit.now);
}
