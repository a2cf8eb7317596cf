import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { withTenant } from "@/server/db/tenant";
import { unlinkAccounts } from "@/server/modules/identity";
import { connectionOrThrow, ssoProvider } from "./sso.queries";

/** Forgets the identity provider: people of the domain sign in in the other ways again. The domain stays, for the directory. */
export async function deleteSso(ctx: Ctx): Promise<void> {
  authorize(ctx, "sso:manage");
  await withTenant(ctx, async (tx) => {
    const { domain, issuer } = await connectionOrThrow(tx, ctx);
    if (issuer === null) throw notFound("single sign-on");
    await tx.ssoConnection.update({
      where: { orgId: ctx.orgId },
      data: {
        ...{ issuer: null, clientId: null, ciphertext: null, wrappedKey: null, masterKeyId: null },
        ...{ isEnforced: false, lastSignInAt: null },
      },
      select: { orgId: true },
    });
    await unlinkAccounts(tx, ssoProvider(ctx.orgId));
    await writeAudit(tx, ctx, {
      action: "sso.deleted",
      targetKind: "organization",
      targetId: ctx.orgId,
      changes: { domain, issuer },
    });
  });
}
