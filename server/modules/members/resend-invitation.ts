import { type Invitation, InvitationInput } from "@/server/contracts/members";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { THROTTLES, throttle } from "@/server/modules/identity";
import { lockOrganization } from "@/server/modules/organizations";
import { authorizeRole, countSeats, refuseBeyondSeats } from "./members.queries";
import { sendInvitation } from "./send-invitation";

/** Sends the mail again with a new link; the one before stops working. */
export async function resendInvitation(
  ctx: Ctx,
  input: InvitationInput,
  origin: string,
): Promise<Invitation> {
  authorize(ctx, "member:manage");
  const { invitationId } = parseInput(InvitationInput, input);
  await throttle(ctx.now(), [THROTTLES.invitationByOrganization, ctx.orgId]);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const { email, role, expiresAt } = await getInvitationOrThrow(tx, ctx, invitationId);
    authorizeRole(ctx, role);
    // An open one holds its seat already.
    if (expiresAt <= ctx.now()) refuseBeyondSeats(ctx, await countSeats(tx, ctx.orgId, ctx.now()));
    const sent = await sendInvitation(tx, ctx, { email, role, origin });
    await tx.invitation.update({ where: { id: invitationId }, data: sent, select: { id: true } });
    await writeAudit(tx, ctx, {
      action: "invitation.resent",
      targetKind: "invitation",
      targetId: invitationId,
      changes: { email, role },
    });
    return {
      id: invitationId,
      email,
      role,
      isExpired: false,
      sentAt: sent.sentAt,
      expiresAt: sent.expiresAt,
    };
  });
}

/** The organisation's invitation while it is neither accepted nor withdrawn. */
export async function getInvitationOrThrow(tx: Tx, ctx: Ctx, id: string) {
  const row = await tx.invitation.findFirst({
    where: { id, orgId: ctx.orgId, acceptedAt: null, revokedAt: null },
    select: { email: true, role: true, expiresAt: true },
  });
  if (row === null) throw notFound("invitation");
  return row;
}
