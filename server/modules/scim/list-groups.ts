import { authorize, type Ctx } from "@/server/core/context";
import type { Prisma } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";
import { scimInvalid } from "./scim-error";
import {
  GROUP_FIELDS,
  type GroupFacts,
  type GroupRow,
  getGroupOrThrow,
  withMembers,
} from "./scim-groups.queries";
import type { Page, Slice } from "./scim-list";
import type { Condition } from "./scim-path";

interface Wanted {
  /** Of a large group they are much, and directories say where they do not need them. */
  hasMembers: boolean;
}

export async function getGroup(ctx: Ctx, id: string, wanted: Wanted): Promise<GroupRow> {
  authorize(ctx, "member:read");
  return withTenant(ctx, async (tx) => {
    const group = await getGroupOrThrow(tx, ctx, id);
    const [row = { ...group, members: null }] = await filled(tx, ctx, [group], wanted);
    return row;
  });
}

export async function listGroups(
  ctx: Ctx,
  filter: readonly Condition[],
  { skip, take, hasMembers }: Slice & Wanted,
): Promise<Page<GroupRow>> {
  authorize(ctx, "member:read");
  const where = { orgId: ctx.orgId, AND: filter.map(whereOf) };
  return withTenant(ctx, async (tx) => {
    const total = await tx.scimGroup.count({ where });
    const orderBy = [{ createdAt: "asc" as const }, { id: "asc" as const }];
    const groups =
      take === 0 ? [] : await tx.scimGroup.findMany({ where, orderBy, skip, take, select: GROUP_FIELDS });
    return { total, items: await filled(tx, ctx, groups, { hasMembers }) };
  });
}

async function filled(
  tx: Tx,
  ctx: Ctx,
  groups: readonly GroupFacts[],
  { hasMembers }: Wanted,
): Promise<GroupRow[]> {
  return hasMembers ? withMembers(tx, ctx, groups) : groups.map((group) => ({ ...group, members: null }));
}

function whereOf({ path: { attribute, filter, sub }, value }: Condition): Prisma.ScimGroupWhereInput {
  const name = sub === null ? attribute : `${attribute}.${sub}`;
  if (typeof value !== "string" || filter !== null) throw cannot(name);
  switch (name) {
    case "id":
      return { id: value };
    case "displayname":
      return { displayNameKey: value.toLowerCase() };
    case "externalid":
      return { externalId: value };
    case "members":
    case "members.value":
      return { members: { some: { scimUserId: value } } };
    default:
      throw cannot(name);
  }
}

function cannot(name: string) {
  const known = "displayName, externalId, id and members.value";
  return scimInvalid("invalidFilter", `Groups can be found by ${known}, not by ${name.slice(0, 60)}.`);
}
