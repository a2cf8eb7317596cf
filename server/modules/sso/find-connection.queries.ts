import { entitled } from "@/server/contracts/plans";
import { systemDb } from "@/server/db/system";
import { openClientSecret } from "./sso.queries";

export interface LiveConnection {
  orgId: string;
  orgSlug: string;
  domain: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  isEnforced: boolean;
}

/**
 * The connection for an address, by its proved domain, while the plan has it; whoever signs in is in no organisation
 * yet. A plan that ended opens the other ways again.
 */
export async function findConnection(email: string): Promise<LiveConnection | null> {
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  const row = await systemDb().ssoConnection.findFirst({
    where: { domain, domainVerifiedAt: { not: null } },
    include: { organization: { select: { slug: true, subscription: { select: { planId: true } } } } },
  });
  if (row === null || !entitled(row.organization.subscription?.planId ?? "free", "sso")) return null;
  const { orgId, issuer, clientId, isEnforced, version, organization } = row;
  const { ciphertext, wrappedKey, masterKeyId } = row;
  // A domain alone is for the directory.
  if (issuer === null || clientId === null) return null;
  if (ciphertext === null || wrappedKey === null || masterKeyId === null) return null;
  const clientSecret = openClientSecret(orgId, version, { ciphertext, wrappedKey, masterKeyId });
  return { orgId, orgSlug: organization.slug, domain, issuer, clientId, clientSecret, isEnforced };
}

/** Whether people with this address may sign in at their identity provider alone. */
export async function isSsoRequired(email: string): Promise<boolean> {
  return (await findConnection(email))?.isEnforced ?? false;
}
