import type { DirectoryOutput } from "@/server/contracts/scim";
import { authorize, type Ctx } from "@/server/core/context";
import type { Prisma } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";

const GROUPS_MAX = 200;

export const TOKEN_FIELDS = {
  id: true,
  lastFour: true,
  createdByLabel: true,
  createdAt: true,
  lastUsedAt: true,
} as const satisfies Prisma.ScimTokenSelect;

/** How the organisation's directory is connected, and what has come from it. */
export async function getDirectory(ctx: Ctx): Promise<DirectoryOutput> {
  authorize(ctx, "sso:manage");
  return withTenant(ctx, (tx) => readDirectory(tx, ctx));
}

export async function readDirectory(tx: Tx, { orgId }: Ctx): Promise<DirectoryOutput> {
  const connection = await tx.ssoConnection.findUnique({
    where: { orgId },
    select: { domain: true, domainVerifiedAt: true, joinRole: true },
  });
  const tokens = await tx.scimToken.findMany({
    where: { orgId, revokedAt: null },
    orderBy: { createdAt: "asc" },
    select: TOKEN_FIELDS,
  });
  const active = await tx.scimUser.count({ where: { orgId, isActive: true } });
  const inactive = await tx.scimUser.count({ where: { orgId, isActive: false } });
  const groups = await tx.scimGroup.findMany({
    where: { orgId },
    orderBy: { displayNameKey: "asc" },
    take: GROUPS_MAX,
    select: { id: true, displayName: true, role: true, _count: { select: { members: true } } },
  });
  return {
    domain: connection?.domainVerifiedAt == null ? null : connection.domain,
    joinRole: connection?.joinRole ?? "member",
    tokens,
    users: { active, inactive },
    groups: groups.map(({ _count, ...group }) => ({ ...group, members: _count.members })),
  };
}
