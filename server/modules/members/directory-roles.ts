import { ROLES, type Role } from "@/server/contracts/permissions";
import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";
import { markForRenewal } from "@/server/modules/identity";

export interface RoleChange {
  email: string;
  role: [before: Role, after: Role];
}

type Scope = Pick<Ctx, "orgId">;

/** What somebody comes in as: by their groups in the organisation's directory, else as single sign-on says. */
export async function joiningRole(tx: Tx, scope: Scope, userId: string): Promise<Role> {
  return (await rolesByGroups(tx, scope, [userId])).get(userId) ?? (await defaultRole(tx, scope));
}

/**
 * Gives people the role that their groups in the directory stand for, and without such a group the one that people come
 * in as. Owners are made and unmade by people only. Needs the organisation's lock.
 */
export async function applyGroupRoles(
  tx: Tx,
  scope: Scope,
  userIds: readonly string[],
): Promise<RoleChange[]> {
  const { orgId } = scope;
  const members = await tx.membership.findMany({
    where: { orgId, userId: { in: [...userIds] }, role: { not: "owner" } },
    select: { userId: true, role: true, user: { select: { email: true } } },
  });
  const byGroups = await rolesByGroups(tx, scope, userIds);
  const fallback = await defaultRole(tx, scope);
  const changed = members.flatMap(({ userId, role, user: { email } }) => {
    const wanted = byGroups.get(userId) ?? fallback;
    return wanted === role ? [] : [{ userId, email, role: [role, wanted] satisfies RoleChange["role"] }];
  });
  for (const role of ROLES) {
    const ids = changed.filter((change) => change.role[1] === role).map(({ userId }) => userId);
    if (ids.length > 0)
      await tx.membership.updateMany({ where: { orgId, userId: { in: ids } }, data: { role } });
  }
  const ids = changed.map(({ userId }) => userId);
  if (ids.length > 0) await markForRenewal(tx, ids);
  return changed.map(({ email, role }) => ({ email, role }));
}

/** Of several groups the one that may do most counts. */
async function rolesByGroups(
  tx: Tx,
  { orgId }: Scope,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Role>> {
  const rows = await tx.scimGroupMember.findMany({
    where: { orgId, user: { userId: { in: [...userIds] } }, group: { role: { not: null } } },
    select: { user: { select: { userId: true } }, group: { select: { role: true } } },
  });
  const roles = new Map<string, Role>();
  for (const { user, group } of rows) {
    const before = roles.get(user.userId);
    if (group.role === null || (before !== undefined && rank(before) <= rank(group.role))) continue;
    roles.set(user.userId, group.role);
  }
  return roles;
}

const rank = (role: Role): number => ROLES.indexOf(role);

async function defaultRole(tx: Tx, { orgId }: Scope): Promise<Role> {
  const row = await tx.ssoConnection.findUnique({ where: { orgId }, select: { joinRole: true } });
  return row?.joinRole ?? "member";
}
