import { authorize, type Ctx } from "@/server/core/context";
import type { Prisma } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import { scimInvalid } from "./scim-error";
import type { Page, Slice } from "./scim-list";
import type { Condition } from "./scim-path";
import { getUserOrThrow, USER_FIELDS, type UserRow } from "./scim-users.queries";
import { isWork } from "./user-draft";

const NOBODY = { id: "" } as const;

export async function getUser(ctx: Ctx, id: string): Promise<UserRow> {
  authorize(ctx, "member:read");
  return withTenant(ctx, (tx) => getUserOrThrow(tx, ctx, id));
}

export async function listUsers(
  ctx: Ctx,
  filter: readonly Condition[],
  { skip, take }: Slice,
): Promise<Page<UserRow>> {
  authorize(ctx, "member:read");
  const where = { orgId: ctx.orgId, AND: filter.map(whereOf) };
  return withTenant(ctx, async (tx) => {
    const total = await tx.scimUser.count({ where });
    const orderBy = [{ createdAt: "asc" as const }, { id: "asc" as const }];
    const items =
      take === 0 ? [] : await tx.scimUser.findMany({ where, orderBy, skip, take, select: USER_FIELDS });
    return { total, items };
  });
}

function whereOf({ path: { attribute, filter, sub }, value }: Condition): Prisma.ScimUserWhereInput {
  const name = sub === null ? attribute : `${attribute}.${sub}`;
  if (name === "active" && typeof value === "boolean") return { isActive: value };
  if (typeof value !== "string") throw cannot(name);
  const key = value.toLowerCase();
  switch (name) {
    case "id":
      return { id: value };
    case "username":
      return { userNameKey: key };
    case "externalid":
      return { externalId: value };
    case "displayname":
      return { displayName: value };
    case "emails":
    case "emails.value":
      // One address is kept for each person: of work, and the primary one.
      if (filter !== null && !isWork(filter, value)) return NOBODY;
      return { OR: [{ email: { in: [value, key] } }, { email: null, userNameKey: key }] };
    default:
      throw cannot(name);
  }
}

function cannot(name: string) {
  const known = "userName, externalId, emails.value, displayName, id and active";
  return scimInvalid("invalidFilter", `Users can be found by ${known}, not by ${name.slice(0, 60)}.`);
}
