import type { Role } from "@/server/contracts/permissions";
import { mayGrant } from "@/server/contracts/permissions";
import { PLANS } from "@/server/contracts/plans";
import type { Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import type { Tx } from "@/server/db/tenant";

export interface MemberRow {
  userId: string;
  role: Role;
  user: { email: string; name: string | null };
}

/** The organisation's member; anybody else is not found. Lock the organisation before changing what comes back. */
export async function getMemberOrThrow(tx: Tx, ctx: Ctx, userId: string): Promise<MemberRow> {
  const row = await tx.membership.findFirst({
    where: { orgId: ctx.orgId, userId },
    select: { userId: true, role: true, user: { select: { email: true, name: true } } },
  });
  if (row === null) throw notFound("member");
  return row;
}

/** Throws where the acting person may not give, or take, the role. */
export function authorizeRole(ctx: Ctx, role: Role): void {
  if (ctx.actor.kind === "user" && mayGrant(ctx.actor.role, role)) return;
  throw new AppError("permission_denied", "may not grant the role", {
    userMessage: "Only an owner can make or change owners.",
  });
}

/** Throws where the organisation would be left without an owner. Needs the organisation's lock. */
export async function keepAnOwner(
  tx: Tx,
  ctx: Ctx,
  leaving: Pick<MemberRow, "userId" | "role">,
): Promise<void> {
  if (leaving.role !== "owner") return;
  const others = await tx.membership.count({
    where: { orgId: ctx.orgId, role: "owner", userId: { not: leaving.userId } },
  });
  if (others > 0) return;
  throw new AppError("conflict", "the last owner", {
    userMessage: "An organisation needs an owner. Make somebody else owner first.",
  });
}

/** Neither accepted nor withdrawn, and with time left. */
export const openInvitations = (orgId: string, now: Date) => ({
  orgId,
  acceptedAt: null,
  revokedAt: null,
  expiresAt: { gt: now },
});

export async function countSeats(tx: Tx, orgId: string, now: Date): Promise<number> {
  const [members, invitations] = [
    await tx.membership.count({ where: { orgId } }),
    await tx.invitation.count({ where: openInvitations(orgId, now) }),
  ];
  return members + invitations;
}

/** Throws where `used` is all that the plan has. Needs the organisation's lock, so that two counts cannot both pass. */
export function refuseBeyondSeats({ planId }: Pick<Ctx, "planId">, used: number): void {
  const { seatsMax, name } = PLANS[planId];
  if (seatsMax === null || used < seatsMax) return;
  throw new AppError("limit_exceeded", "seats of the plan are taken", {
    userMessage: `The ${name} plan includes ${seatsMax} seats, open invitations among them. Upgrade to add more.`,
  });
}
