import { ScimTokenInput } from "@/server/contracts/scim";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";

/** From the next request on the directory is not let in with it. People and groups stay as they are. */
export async function revokeScimToken(ctx: Ctx, input: ScimTokenInput): Promise<void> {
  authorize(ctx, "sso:manage");
  const { tokenId: id } = parseInput(ScimTokenInput, input);
  await withTenant(ctx, async (tx) => {
    const { count } = await tx.scimToken.updateMany({
      where: { id, orgId: ctx.orgId, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    if (count === 0) throw notFound("token");
    await writeAudit(tx, ctx, { action: "scim_token.revoked", targetKind: "scim_token", targetId: id });
  });
}
