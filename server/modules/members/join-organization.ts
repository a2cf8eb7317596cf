import type { Role } from "@/server/contracts/permissions";
import { writeAudit } from "@/server/core/audit";
import type { Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { type Tx, withTenant } from "@/server/db/tenant";
import type { Visit } from "@/server/modules/identity";
import { lockOrganization } from "@/server/modules/organizations";
import { joiningRole } from "./directory-roles";
import type { LinkedInvitation } from "./invitation-links.queries";
import { countSeats, refuseBeyondSeats } from "./members.queries";

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
  const { now } = visit;
  const ctx = await contextOf(tx, visit, { orgId, role, person });
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

/**
 * Makes whoever their organisation's identity provider vouches for a member, where they are none yet; but not whom its
 * directory has put out.
 */
export async function joinBySso(
  visit: Visit,
  { orgId }: { orgId: string },
  { email, ...person }: Joining & { email: string },
): Promise<void> {
  await withTenant({ orgId }, async (tx) => {
    const { userId } = person;
    const ctx = await contextOf(tx, visit, { orgId, role: "member", person });
    await lockOrganization(tx, ctx);
    if ((await tx.membership.count({ where: { orgId, userId } })) > 0) return;
    if ((await tx.scimUser.count({ where: { orgId, userId, isActive: false } })) > 0)
      throw new AppError("permission_denied", "the directory has put the person out");
    refuseBeyondSeats(ctx, await countSeats(tx, orgId, visit.now));
    const role = await joiningRole(tx, ctx, userId);
    await tx.membership.create({ data: { orgId, userId, role }, select: { userId: true } });
    await writeAudit(tx, ctx, {
      action: "member.joined",
      targetKind: "user",
      targetId: userId,
      changes: { email, role, via: "sso" },
    });
  });
}

async function contextOf(
  tx: Tx,
  { requestId, address, now }: Visit,
  { orgId, role, person }: { orgId: string; role: Role; person: Joining },
): Promise<Ctx> {
  const subscription = await tx.subscription.findUnique({ where: { orgId }, select: { planId: true } });
  return {
    orgId,
    planId: subscription?.planId ?? "free",
    actor: { kind: "user", ...person, role },
    requestId,
    address,
    now: () => now,
  };
}

export function usedUp(): AppError {
  return new AppError("conflict", "invitation is used up", {
    userMessage: "This invitation was already used, was withdrawn or has run out. Ask for a new one.",
  });
}
