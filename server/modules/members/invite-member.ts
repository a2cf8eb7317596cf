import { type Invitation, InviteMemberInput } from "@/server/contracts/members";
import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { THROTTLES, throttle } from "@/server/modules/identity";
import { lockOrganization } from "@/server/modules/organizations";
import { authorizeRole, countSeats, openInvitations, refuseBeyondSeats } from "./members.queries";
import { sendInvitation } from "./send-invitation";

/** Invites an address by mail, within the seats of the plan. Whether it has an account is not told. */
export async function inviteMember(ctx: Ctx, input: InviteMemberInput, origin: string): Promise<Invitation> {
  authorize(ctx, "member:manage");
  const { email, role } = parseInput(InviteMemberInput, input);
  authorizeRole(ctx, role);
  await throttle(ctx.now(), [THROTTLES.invitationByOrganization, ctx.orgId]);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    await refuseKnown(tx, ctx, email);
    refuseBeyondSeats(ctx, await countSeats(tx, ctx.orgId, ctx.now()));
    // One that has run out makes room for the new one.
    await tx.invitation.deleteMany({ where: { orgId: ctx.orgId, email, acceptedAt: null } });
    const id = newId("inv");
    const sent = await sendInvitation(tx, ctx, { email, role, origin });
    await tx.invitation.create({
      data: { ...sent, id, orgId: ctx.orgId, email, role, invitedBy: actorId(ctx.actor) },
      select: { id: true },
    });
    const target = { targetKind: "invitation", targetId: id };
    await writeAudit(tx, ctx, { action: "member.invited", ...target, changes: { email, role } });
    return { id, email, role, isExpired: false, sentAt: sent.sentAt, expiresAt: sent.expiresAt };
  });
}

async function refuseKnown(tx: Tx, ctx: Ctx, email: string): Promise<void> {
  const refused = (text: string) => new AppError("conflict", text, { param: "email" });
  const members = await tx.membership.count({ where: { orgId: ctx.orgId, user: { email } } });
  if (members > 0) throw refused("This person is already a member.");
  const open = await tx.invitation.count({ where: { ...openInvitations(ctx.orgId, ctx.now()), email } });
  if (open > 0) throw refused("This address is already invited. You can send the mail again.");
}
