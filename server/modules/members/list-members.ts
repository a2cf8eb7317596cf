import type { Invitation, ListMembersOutput } from "@/server/contracts/members";
import { PLANS } from "@/server/contracts/plans";
import { authorize, type Ctx } from "@/server/core/context";
import { type Tx, withTenant } from "@/server/db/tenant";
import { countSeats } from "./members.queries";

const MEMBERS_MAX = 500;
const INVITATIONS_MAX = 200;
const MEMBER_FACTS = { name: true, email: true, totpFactor: { select: { confirmedAt: true } } } as const;

export async function listMembers(ctx: Ctx): Promise<ListMembersOutput> {
  authorize(ctx, "member:read");
  return withTenant(ctx, async (tx) => {
    const rows = await tx.membership.findMany({
      where: { orgId: ctx.orgId },
      orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
      take: MEMBERS_MAX,
      select: { userId: true, role: true, createdAt: true, user: { select: MEMBER_FACTS } },
    });
    const items = rows.map(({ userId, role, createdAt, user: { totpFactor, ...facts } }) => ({
      userId,
      role,
      joinedAt: createdAt,
      hasTwoFactor: totpFactor?.confirmedAt != null,
      ...facts,
    }));
    const used = await countSeats(tx, ctx.orgId, ctx.now());
    const seats = { used, max: PLANS[ctx.planId].seatsMax };
    return { items, invitations: await listInvitations(tx, ctx), seats };
  });
}

async function listInvitations(tx: Tx, ctx: Ctx): Promise<Invitation[]> {
  const rows = await tx.invitation.findMany({
    where: { orgId: ctx.orgId, acceptedAt: null, revokedAt: null },
    orderBy: [{ sentAt: "desc" }, { id: "asc" }],
    take: INVITATIONS_MAX,
    select: { id: true, email: true, role: true, sentAt: true, expiresAt: true },
  });
  return rows.map((row) => ({ ...row, isExpired: row.expiresAt <= ctx.now() }));
}
