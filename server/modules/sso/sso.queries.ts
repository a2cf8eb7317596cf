import { SSO_TXT_PREFIX, type SsoConnection } from "@/server/contracts/sso";
import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import type { Prisma } from "@/server/db/generated/client";
import { openColumns, type SealedColumns, sealColumns } from "@/server/db/sealed-columns";
import type { Tx } from "@/server/db/tenant";

/** Without anything of the secret. */
export const SSO_FIELDS = {
  domain: true,
  domainToken: true,
  domainVerifiedAt: true,
  issuer: true,
  clientId: true,
  isEnforced: true,
  joinRole: true,
  lastSignInAt: true,
  version: true,
} as const satisfies Prisma.SsoConnectionSelect;

type SsoRow = Prisma.SsoConnectionGetPayload<{ select: typeof SSO_FIELDS }>;

export function toConnection(row: SsoRow): SsoConnection {
  const { domain, domainToken, domainVerifiedAt, issuer, clientId, isEnforced, joinRole, lastSignInAt } = row;
  const txt = { name: `${SSO_TXT_PREFIX}.${domain}`, value: `floopy-verification=${domainToken}` };
  return {
    domain,
    issuer,
    clientId,
    txt,
    isDomainVerified: domainVerifiedAt !== null,
    isEnforced,
    joinRole,
    lastSignInAt,
  };
}

/** What the accounts of people are linked under. */
export const ssoProvider = (orgId: string): string => `sso:${orgId}`;

export async function readConnection(tx: Tx, ctx: Ctx): Promise<SsoRow | null> {
  return tx.ssoConnection.findUnique({ where: { orgId: ctx.orgId }, select: SSO_FIELDS });
}

export async function connectionOrThrow(tx: Tx, ctx: Ctx): Promise<SsoRow> {
  const row = await readConnection(tx, ctx);
  if (row === null) throw notFound("single sign-on");
  return row;
}

const bindingOf = (orgId: string, version: number) => ({
  orgId,
  rowId: orgId,
  purpose: "sso_client_secret",
  version,
});

export function sealClientSecret(orgId: string, version: number, secret: string): SealedColumns {
  return sealColumns(bindingOf(orgId, version), secret);
}

export function openClientSecret(orgId: string, version: number, stored: SealedColumns): string {
  return openColumns(bindingOf(orgId, version), stored);
}
