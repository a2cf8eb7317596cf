import { SCIM_TOKENS_MAX, type ScimTokenWithSecret } from "@/server/contracts/scim";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";
import { newToken, tokenHashOf } from "@/server/modules/identity";
import { lockOrganization } from "@/server/modules/organizations";
import { TOKEN_PREFIX } from "./find-token.queries";
import { TOKEN_FIELDS } from "./get-directory";

/** A token for the directory. It is in this answer and in no other. */
export async function createScimToken(ctx: Ctx): Promise<ScimTokenWithSecret> {
  authorize(ctx, "sso:manage");
  requireFeature(ctx, "scim");
  const { orgId } = ctx;
  const secret = TOKEN_PREFIX + newToken().token;
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const proved = await tx.ssoConnection.count({ where: { orgId, domainVerifiedAt: { not: null } } });
    if (proved === 0)
      throw new AppError("conflict", "Prove your domain first: only its addresses can come in.");
    if ((await tx.scimToken.count({ where: { orgId, revokedAt: null } })) >= SCIM_TOKENS_MAX)
      throw new AppError("limit_exceeded", "There are two tokens already. Revoke one first.");
    const id = newId("sct");
    const token = await tx.scimToken.create({
      data: {
        id,
        orgId,
        tokenHash: tokenHashOf(secret),
        lastFour: secret.slice(-4),
        createdByLabel: ctx.actor.kind === "user" ? ctx.actor.label : ctx.actor.kind,
        createdAt: ctx.now(),
      },
      select: TOKEN_FIELDS,
    });
    await writeAudit(tx, ctx, {
      action: "scim_token.created",
      targetKind: "scim_token",
      targetId: id,
      changes: { lastFour: token.lastFour },
    });
    return { token, secret };
  });
}
