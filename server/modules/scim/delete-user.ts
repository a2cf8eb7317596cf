import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { endAllLogins } from "@/server/modules/identity";
import { matchDirectory } from "@/server/modules/members";
import { lockOrganization } from "@/server/modules/organizations";
import { draftOf, getUserOrThrow } from "./scim-users.queries";
import { addressOf } from "./user-draft";

/** Forgets a user of the directory; the person is no member any more, their account stays theirs. */
export async function deleteUser(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx, "member:manage");
  const userId = await withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const row = await getUserOrThrow(tx, ctx, id);
    const email = addressOf(draftOf(row));
    await matchDirectory(tx, ctx, { userId: row.userId, email, isActive: false });
    await tx.scimUser.delete({ where: { id, orgId: ctx.orgId }, select: { id: true } });
    await writeAudit(tx, ctx, {
      action: "scim_user.deleted",
      targetKind: "user",
      targetId: row.userId,
      changes: { email, userName: row.userName },
    });
    return row.userId;
  });
  await endAllLogins(userId, ctx.now());
}
