import { ClaimDomainInput, type SsoConnection } from "@/server/contracts/sso";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { randomBase62 } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { readConnection, SSO_FIELDS, toConnection } from "./sso.queries";

/**
 * Says which domain is the organisation’s, to be proved next: what a directory needs, with or without single sign-on.
 * Another one than before has to be proved anew, and lifts the enforcement.
 */
export async function claimDomain(ctx: Ctx, input: ClaimDomainInput): Promise<SsoConnection> {
  authorize(ctx, "sso:manage");
  requireFeature(ctx, "scim");
  const { domain } = parseInput(ClaimDomainInput, input);
  const { orgId } = ctx;
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const before = await readConnection(tx, ctx);
    if (before?.domain === domain) return toConnection(before);
    const claim = { domain, domainToken: randomBase62(32), domainVerifiedAt: null };
    const row = await tx.ssoConnection.upsert({
      where: { orgId },
      create: { orgId, ...claim },
      update: { ...claim, isEnforced: false, lastSignInAt: null },
      select: SSO_FIELDS,
    });
    await writeAudit(tx, ctx, {
      action: "sso.domain_claimed",
      targetKind: "organization",
      targetId: orgId,
      changes: { domain: [before?.domain ?? null, domain] },
    });
    return toConnection(row);
  });
}
