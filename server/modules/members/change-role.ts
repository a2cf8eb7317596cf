import { ChangeRoleInput } from "@/server/contracts/members";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { markForRenewal } from "@/server/modules/identity";
import { lockOrganization } from "@/server/modules/organizations";
import { authorizeRole, getMemberOrThrow, keepAnOwner } from "./members.queries";

/** Gives a member another role; it holds from their next request. */
export async function changeRole(ctx: Ctx, input: ChangeRoleInput): Promise<void> {
  authorize(ctx, "member:manage");
  const { userId, role } = parseInput(ChangeRoleInput, input);
  await withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const before = await getMemberOrThrow(tx, ctx, userId);
    authorizeRole(ctx, before.role);
    authorizeRole(ctx, role);
    if (role !== "owner") await keepAnOwner(tx, ctx, before);
    await tx.membership.updateMany({ where: { orgId: ctx.orgId, userId }, data: { role } });
    await markForRenewal(tx, [userId]);
    await writeAudit(tx, ctx, {
      action: "member.role_changed",
      targetKind: "user",
      targetId: userId,
      changes: { email: before.user.email, role: [before.role, role] },
    });
  });
}
