import { InvitationInput } from "@/server/contracts/members";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { authorizeRole } from "./members.queries";
import { getInvitationOrThrow } from "./resend-invitation";

/** Withdraws an invitation: its link stops working and its seat is free. */
export async function revokeInvitation(ctx: Ctx, input: InvitationInput): Promise<void> {
  authorize(ctx, "member:manage");
  const { invitationId } = parseInput(InvitationInput, input);
  await withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const { email, role } = await getInvitationOrThrow(tx, ctx, invitationId);
    authorizeRole(ctx, role);
    const data = { revokedAt: ctx.now() };
    await tx.invitation.update({ where: { id: invitationId }, data, select: { id: true } });
    await writeAudit(tx, ctx, {
      action: "invitation.revoked",
      targetKind: "invitation",
      targetId: invitationId,
      changes: { email, role },
    });
  });
}
