import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { getMemberOrThrow, keepAnOwner } from "./members.queries";

/** Ends the acting person's own membership; the last owner stays. */
export async function leaveOrganization(ctx: Ctx): Promise<void> {
  authorize(ctx, "member:leave");
  const userId = actorId(ctx.actor);
  await withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const { role, user } = await getMemberOrThrow(tx, ctx, userId);
    await keepAnOwner(tx, ctx, { userId, role });
    await tx.membership.deleteMany({ where: { orgId: ctx.orgId, userId } });
    await writeAudit(tx, ctx, {
      action: "member.left",
      targetKind: "user",
      targetId: userId,
      changes: { email: user.email, role },
    });
  });
}
