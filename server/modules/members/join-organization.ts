import { writeAudit } from "@/server/core/audit";
import type { Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import type { Tx } from "@/server/db/tenant";
import type { Visit } from "@/server/modules/identity";
import { lockOrganization } from "@/server/modules/organizations";
import type { LinkedInvitation } from "./invitation-links.queries";
import { refuseBeyondSeats } from "./members.queries";

interface Joining {
  userId: string;
  label: string;
}

/**
 * Uses an invitation up and makes the person a member, in a transaction of the invitation's organisation. The caller
 * has checked that the invitation is theirs.
 */
export async function joinOrganization(
  tx: Tx,
  visit: Visit,
  { invitation, person }: { invitation: LinkedInvitation; person: Joining },
): Promise<void> {
  const { id, orgId, role, email } = invitation;
  const { requestId, address, now } = visit;
  const subscription = await tx.subscription.findUnique({ where: { orgId }, select: { planId: true } });
  const ctx: Ctx = {
    orgId,
    planId: subscription?.planId ?? "free",
    actor: { kind: "user", ...person, role },
    requestId,
    address,
    now: () => now,
  };
  await lockOrganization(tx, ctx);
  // Under the lock, so that a link is used once and one that was just withdrawn is not used at all.
  const used = await tx.invitation.updateMany({
    where: { id, orgId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { acceptedAt: now },
  });
  if (used.count === 0) throw usedUp();
  const { userId } = person;
  const isMember = (await tx.membership.count({ where: { orgId, userId } })) > 0;
  if (isMember) return;
  refuseBeyondSeats(ctx, await tx.membership.count({ where: { orgId } }));
  await tx.membership.create({ data: { orgId, userId, role }, select: { userId: true } });
  await writeAudit(tx, ctx, {
    action: "member.joined",
    targetKind: "user",
    targetId: userId,
    changes: { email, role, invitationId: id },
  });
}

export function usedUp(): AppError {
  return new AppError("conflict", "invitation is used up", {
    userMessage: "This invitation was already used, was withdrawn or has run out. Ask for a new one.",
  });
}
