import { MemberInput } from "@/server/contracts/members";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { authorizeRole, getMemberOrThrow, keepAnOwner } from "./members.queries";

/** Takes somebody out of the organisation, from their next request on. Their account and other organisations stay. */
export async function removeMember(ctx: Ctx, input: MemberInput): Promise<void> {
  authorize(ctx, "member:manage");
  const { userId } = parseInput(MemberInput, input);
  await withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const { role, user } = await getMemberOrThrow(tx, ctx, userId);
    authorizeRole(ctx, role);
    await keepAnOwner(tx, ctx, { userId, role });
    await tx.membership.deleteMany({ where: { orgId: ctx.orgId, userId } });
    await writeAudit(tx, ctx, {
      action: "member.removed",
      targetKind: "user",
      targetId: userId,
      changes: { email: user.email, role },
    });
  });
}
