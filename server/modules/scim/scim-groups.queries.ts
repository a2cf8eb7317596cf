import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import type { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import type { GroupDraft } from "./group-draft";
import { notUnique, scimInvalid } from "./scim-error";

export const GROUP_FIELDS = {
  id: true,
  displayName: true,
  externalId: true,
  role: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.ScimGroupSelect;

const MEMBER_FIELDS = {
  groupId: true,
  user: { select: { id: true, userId: true, userName: true, displayName: true } },
} as const satisfies Prisma.ScimGroupMemberSelect;

export type GroupFacts = Prisma.ScimGroupGetPayload<{ select: typeof GROUP_FIELDS }>;
type GroupMember = Prisma.ScimGroupMemberGetPayload<{ select: typeof MEMBER_FIELDS }>["user"];
/** Without members where nobody asked for them. */
export type GroupRow = GroupFacts & { members: GroupMember[] | null };

/** The organisation's group; another organisation's is not found. */
export async function getGroupOrThrow(tx: Tx, ctx: Ctx, id: string): Promise<GroupFacts> {
  const row = await tx.scimGroup.findFirst({ where: { id, orgId: ctx.orgId }, select: GROUP_FIELDS });
  if (row === null) throw notFound("group");
  return row;
}

export async function withMembers(tx: Tx, ctx: Ctx, groups: readonly GroupFacts[]): Promise<GroupRow[]> {
  const rows = await tx.scimGroupMember.findMany({
    where: { orgId: ctx.orgId, groupId: { in: groups.map(({ id }) => id) } },
    orderBy: { scimUserId: "asc" },
    select: MEMBER_FIELDS,
  });
  const byGroup = new Map(groups.map((group): [string, GroupMember[]] => [group.id, []]));
  for (const { groupId, user } of rows) byGroup.get(groupId)?.push(user);
  return groups.map((group) => ({ ...group, members: byGroup.get(group.id) ?? [] }));
}

export async function membersOf(tx: Tx, ctx: Ctx, group: GroupFacts): Promise<GroupMember[]> {
  const [row] = await withMembers(tx, ctx, [group]);
  return row?.members ?? [];
}

export async function refuseTakenGroup(tx: Tx, ctx: Ctx, draft: GroupDraft, ownId?: string): Promise<void> {
  const displayNameKey = draft.displayName.toLowerCase();
  const where = { orgId: ctx.orgId, displayNameKey, ...(ownId === undefined ? {} : { id: { not: ownId } }) };
  if ((await tx.scimGroup.count({ where })) > 0) throw notUnique("There is a group with this displayName.");
}

/** The people behind ids of users; an id of nobody is refused, and another organisation’s is nobody’s. */
export async function peopleOf(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.scimUser.findMany({
    where: { orgId: ctx.orgId, id: { in: [...ids] } },
    select: { id: true, userId: true },
  });
  const known = new Set(rows.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw scimInvalid("invalidValue", `No such member: ${missing.slice(0, 60)}`);
  return rows.map(({ userId }) => userId);
}
