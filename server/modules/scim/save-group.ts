import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { newId } from "@/server/core/ids";
import { type Tx, withTenant } from "@/server/db/tenant";
import { applyGroupRoles, type RoleChange } from "@/server/modules/members";
import { lockOrganization } from "@/server/modules/organizations";
import { EMPTY_GROUP, type GroupDraft, patchGroup } from "./group-draft";
import type { ScimChange } from "./scim-change";
import {
  GROUP_FIELDS,
  type GroupFacts,
  type GroupRow,
  getGroupOrThrow,
  membersOf,
  peopleOf,
  refuseTakenGroup,
  withMembers,
} from "./scim-groups.queries";

/** Of changed roles as many are named in the audit log; all are counted. */
const NAMED_MAX = 100;

/** A new group stands for no role until somebody chooses one. */
export async function createGroup(ctx: Ctx, changes: readonly ScimChange[]): Promise<GroupRow> {
  authorize(ctx, "member:manage");
  const draft = patchGroup(EMPTY_GROUP, changes);
  const { orgId } = ctx;
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    await refuseTakenGroup(tx, ctx, draft);
    const at = { createdAt: ctx.now(), updatedAt: ctx.now() };
    const group = await tx.scimGroup.create({
      data: { id: newId("scg"), orgId, ...columnsOf(draft), ...at },
      select: GROUP_FIELDS,
    });
    await peopleOf(tx, ctx, [...draft.members]);
    await addMembers(tx, ctx, group, [...draft.members]);
    await writeAudit(tx, ctx, {
      action: "scim_group.created",
      targetKind: "scim_group",
      targetId: group.id,
      changes: { displayName: group.displayName, members: draft.members.size },
    });
    return oneOf(await withMembers(tx, ctx, [group]));
  });
}

/** Brings a group to what a PUT or PATCH makes of it. Where that is what it is, nothing is written. */
export async function saveGroup(
  ctx: Ctx,
  id: string,
  change: (before: GroupDraft) => GroupDraft,
): Promise<GroupRow> {
  authorize(ctx, "member:manage");
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const group = await getGroupOrThrow(tx, ctx, id);
    const members = (await membersOf(tx, ctx, group)).map((member) => member.id);
    const { displayName, externalId } = group;
    const before = { displayName, externalId, members: new Set(members) };
    return oneOf(await withMembers(tx, ctx, [await save(tx, ctx, { group, before, after: change(before) })]));
  });
}

interface Saving {
  group: GroupFacts;
  before: GroupDraft;
  after: GroupDraft;
}

async function save(tx: Tx, ctx: Ctx, { group, before, after }: Saving): Promise<GroupFacts> {
  const { id } = group;
  const added = [...after.members].filter((member) => !before.members.has(member));
  const removed = [...before.members].filter((member) => !after.members.has(member));
  const isRenamed = before.displayName !== after.displayName;
  const isSame = !isRenamed && before.externalId === after.externalId;
  if (isSame && added.length === 0 && removed.length === 0) return group;
  if (isRenamed) await refuseTakenGroup(tx, ctx, after, id);
  const people = [...(await peopleOf(tx, ctx, added)), ...(await peopleOf(tx, ctx, removed))];
  await tx.scimGroupMember.deleteMany({
    where: { orgId: ctx.orgId, groupId: id, scimUserId: { in: removed } },
  });
  await addMembers(tx, ctx, group, added);
  const saved = await tx.scimGroup.update({
    where: { id, orgId: ctx.orgId },
    data: { ...columnsOf(after), updatedAt: ctx.now() },
    select: GROUP_FIELDS,
  });
  const roles = group.role === null ? [] : await applyGroupRoles(tx, ctx, people);
  await writeAudit(tx, ctx, {
    action: "scim_group.updated",
    targetKind: "scim_group",
    targetId: id,
    changes: {
      displayName: isRenamed ? [before.displayName, after.displayName] : after.displayName,
      members: { added: added.length, removed: removed.length },
      ...rolesIn(roles),
    },
  });
  return saved;
}

export async function deleteGroup(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx, "member:manage");
  await withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const group = await getGroupOrThrow(tx, ctx, id);
    const people = (await membersOf(tx, ctx, group)).map(({ userId }) => userId);
    await tx.scimGroup.delete({ where: { id, orgId: ctx.orgId }, select: { id: true } });
    const roles = group.role === null ? [] : await applyGroupRoles(tx, ctx, people);
    await writeAudit(tx, ctx, {
      action: "scim_group.deleted",
      targetKind: "scim_group",
      targetId: id,
      changes: { displayName: group.displayName, ...rolesIn(roles) },
    });
  });
}

/** What a change of a group meant for people, for the audit log. */
export function rolesIn(roles: readonly RoleChange[]) {
  return roles.length === 0 ? {} : { rolesChanged: roles.length, roles: roles.slice(0, NAMED_MAX) };
}

function columnsOf({ displayName, externalId }: GroupDraft) {
  return { displayName, externalId, displayNameKey: displayName.toLowerCase() };
}

async function addMembers(
  tx: Tx,
  { orgId }: Ctx,
  { id: groupId }: GroupFacts,
  ids: readonly string[],
): Promise<void> {
  await tx.scimGroupMember.createMany({ data: ids.map((scimUserId) => ({ orgId, groupId, scimUserId })) });
}

function oneOf(rows: readonly GroupRow[]): GroupRow {
  const [row] = rows;
  if (row === undefined) throw new Error("a group that was just written is gone");
  return row;
}
