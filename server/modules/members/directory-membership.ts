import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";
import { joiningRole } from "./directory-roles";
import { countSeats, keepAnOwner, refuseBeyondSeats } from "./members.queries";

interface Presence {
  userId: string;
  email: string;
  isActive: boolean;
}

export type PresenceChange = "joined" | "removed" | null;

/**
 * Makes somebody a member, or no member, as the organisation's directory says, from their next request on. Whoever goes
 * cannot come back by an invitation from before. Needs the organisation's lock.
 */
export async function matchDirectory(
  tx: Tx,
  ctx: Ctx,
  { userId, email, isActive }: Presence,
): Promise<PresenceChange> {
  const { orgId } = ctx;
  const member = await tx.membership.findFirst({ where: { orgId, userId }, select: { role: true } });
  if (isActive) {
    if (member !== null) return null;
    refuseBeyondSeats(ctx, await countSeats(tx, orgId, ctx.now()));
    const role = await joiningRole(tx, ctx, userId);
    await tx.membership.create({ data: { orgId, userId, role }, select: { userId: true } });
    return "joined";
  }
  const withdrawn = await tx.invitation.updateMany({
    where: { orgId, email, acceptedAt: null, revokedAt: null },
    data: { revokedAt: ctx.now() },
  });
  if (member === null) return withdrawn.count > 0 ? "removed" : null;
  await keepAnOwner(tx, ctx, { userId, role: member.role });
  await tx.membership.deleteMany({ where: { orgId, userId } });
  return "removed";
}
