import type { ListMembersOutput } from "@/server/contracts/organizations";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";

const MEMBERS_MAX = 500;

export async function listMembers(ctx: Ctx): Promise<ListMembersOutput> {
  authorize(ctx, "member:read");
  const rows = await withTenant(ctx, (tx) =>
    tx.membership.findMany({
      where: { orgId: ctx.orgId },
      orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
      take: MEMBERS_MAX,
      select: { userId: true, role: true, createdAt: true, user: { select: { name: true, email: true } } },
    }),
  );
  const items = rows.map(({ userId, role, createdAt, user }) => ({
    userId,
    role,
    joinedAt: createdAt,
    ...user,
  }));
  return { items };
}
