import { SaveSsoInput, type SsoConnection } from "@/server/contracts/sso";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { randomBase62 } from "@/server/core/ids";
import { assertPublicUrl } from "@/server/core/outbound-guard";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import type { SealedColumns } from "@/server/db/sealed-columns";
import { type Tx, withTenant } from "@/server/db/tenant";
import { env } from "@/server/env";
import { unlinkAccounts } from "@/server/modules/identity";
import { lockOrganization } from "@/server/modules/organizations";
import { readConnection, SSO_FIELDS, sealClientSecret, ssoProvider, toConnection } from "./sso.queries";

interface Writing {
  isNew: boolean;
  facts: { domain: string; issuer: string; clientId: string };
  sealed: (SealedColumns & { version: number }) | null;
}

/**
 * Stores how people of a domain sign in. Another domain has to be proved again; another issuer needs the secret again,
 * or whoever may edit the address could have it sent to a server of their own. Both lift the enforcement.
 */
export async function saveSso(ctx: Ctx, input: SaveSsoInput): Promise<SsoConnection> {
  authorize(ctx, "sso:manage");
  requireFeature(ctx, "sso");
  const { domain, issuer, clientId, clientSecret } = parseInput(SaveSsoInput, input);
  await checkIssuer(issuer);
  const { orgId } = ctx;
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const before = await readConnection(tx, ctx);
    const isSameClient = before?.issuer === issuer && before.clientId === clientId;
    const version = (before?.version ?? 0) + 1;
    const sealed =
      clientSecret === undefined ? null : { ...sealClientSecret(orgId, version, clientSecret), version };
    if (sealed === null && !isSameClient) throw secretMissing();
    const facts = { domain, issuer, clientId, ...sealed, ...resets(before, { domain, isSameClient }) };
    // Another issuer may call somebody else by the same name.
    if (before !== null && before.issuer !== issuer) await unlinkAccounts(tx, ssoProvider(orgId));
    const row = await write(tx, ctx, { isNew: before === null, facts, sealed });
    await writeAudit(tx, ctx, {
      action: "sso.saved",
      targetKind: "organization",
      targetId: orgId,
      changes: { domain, issuer, clientId, secret: clientSecret === undefined ? "kept" : "replaced" },
    });
    return toConnection(row);
  });
}

function secretMissing(): AppError {
  return new AppError("invalid_field", "Enter the client secret.", { param: "clientSecret" });
}

/** What has to be shown again. */
function resets(before: { domain: string } | null, now: { domain: string; isSameClient: boolean }) {
  const isSameDomain = before?.domain === now.domain;
  return {
    ...(isSameDomain ? {} : { domainToken: randomBase62(32), domainVerifiedAt: null }),
    ...(isSameDomain && now.isSameClient ? {} : { isEnforced: false, lastSignInAt: null }),
  };
}

async function write(tx: Tx, { orgId }: Ctx, { isNew, facts, sealed }: Writing) {
  if (!isNew) return tx.ssoConnection.update({ where: { orgId }, data: facts, select: SSO_FIELDS });
  if (sealed === null) throw secretMissing();
  const data = { orgId, domainToken: randomBase62(32), ...facts, ...sealed };
  return tx.ssoConnection.create({ data, select: SSO_FIELDS });
}

async function checkIssuer(issuer: string): Promise<void> {
  try {
    await assertPublicUrl(issuer, { allowPrivate: env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS });
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError(thrown.code, thrown.message, { param: "issuer", cause: thrown });
  }
}
