import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { unlinkAccounts } from "@/server/modules/identity";
import { connectionOrThrow, ssoProvider } from "./sso.queries";

/** Forgets the connection: people of the domain sign in in the other ways again. */
export async function deleteSso(ctx: Ctx): Promise<void> {
  authorize(ctx, "sso:manage");
  await withTenant(ctx, async (tx) => {
    const { domain, issuer } = await connectionOrThrow(tx, ctx);
    await tx.ssoConnection.delete({ where: { orgId: ctx.orgId }, select: { orgId: true } });
    await unlinkAccounts(tx, ssoProvider(ctx.orgId));
    await writeAudit(tx, ctx, {
      action: "sso.deleted",
      targetKind: "organization",
      targetId: ctx.orgId,
      changes: { domain, issuer },
    });
  });
}
