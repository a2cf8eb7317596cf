import { EnforceSsoInput, type SsoConnection } from "@/server/contracts/sso";
import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";
import { endLoginsOfDomain } from "@/server/modules/identity";
import { connectionOrThrow, SSO_FIELDS, toConnection } from "./sso.queries";

/** Closes every other way to sign in for people of the domain, once somebody has signed in this way; or opens them. Everybody else of the domain is signed out. */
export async function enforceSso(ctx: Ctx, input: EnforceSsoInput): Promise<SsoConnection> {
  authorize(ctx, "sso:manage");
  const { isEnforced } = parseInput(EnforceSsoInput, input);
  if (isEnforced) requireFeature(ctx, "sso");
  const connection = await withTenant(ctx, async (tx) => {
    const { issuer, domainVerifiedAt, lastSignInAt } = await connectionOrThrow(tx, ctx);
    if (issuer === null) throw notFound("single sign-on");
    if (isEnforced && (domainVerifiedAt === null || lastSignInAt === null))
      throw new AppError(
        "conflict",
        "Prove the domain and sign in this way once first: nobody should be locked out.",
      );
    const row = await tx.ssoConnection.update({
      where: { orgId: ctx.orgId },
      data: { isEnforced },
      select: SSO_FIELDS,
    });
    await writeAudit(tx, ctx, {
      action: "sso.enforced",
      targetKind: "organization",
      targetId: ctx.orgId,
      changes: { isEnforced },
    });
    return toConnection(row);
  });
  // They signed in in a way that is closed now.
  if (isEnforced) await endLoginsOfDomain(connection.domain, actorId(ctx.actor), ctx.now());
  return connection;
}
