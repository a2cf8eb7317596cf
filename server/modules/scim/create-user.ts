import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { newId } from "@/server/core/ids";
import { withTenant } from "@/server/db/tenant";
import { vouchForPerson } from "@/server/modules/identity";
import { matchDirectory } from "@/server/modules/members";
import { lockOrganization } from "@/server/modules/organizations";
import type { ScimChange } from "./scim-change";
import { notUnique } from "./scim-error";
import { addressInDomain, columnsOf, refuseTakenName, USER_FIELDS, type UserRow } from "./scim-users.queries";
import { EMPTY_USER, patchUser } from "./user-draft";

/** Somebody whom the directory brings: with the account that has the address, or a new one, and a member while active. */
export async function createUser(ctx: Ctx, changes: readonly ScimChange[]): Promise<UserRow> {
  authorize(ctx, "member:manage");
  const draft = patchUser(EMPTY_USER, changes);
  const row = await withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const email = await addressInDomain(tx, ctx, draft);
    await refuseTakenName(tx, ctx, draft);
    const { orgId } = ctx;
    const written = [draft.givenName, draft.familyName].filter((part) => part !== null).join(" ");
    const name = draft.displayName ?? (written === "" ? null : written);
    const { id: userId } = await vouchForPerson(tx, { email, name }, ctx.now());
    if ((await tx.scimUser.count({ where: { orgId, userId } })) > 0)
      throw notUnique("There is a user with this e-mail address.");
    const at = { createdAt: ctx.now(), updatedAt: ctx.now() };
    const created = await tx.scimUser.create({
      data: { id: newId("scu"), orgId, userId, ...columnsOf(draft), ...at },
      select: USER_FIELDS,
    });
    await matchDirectory(tx, ctx, { userId, email, isActive: draft.isActive });
    const { userName, externalId, isActive } = draft;
    await writeAudit(tx, ctx, {
      action: "scim_user.created",
      targetKind: "user",
      targetId: userId,
      changes: { email, userName, externalId, isActive },
    });
    return created;
  });
  // Whoever had signed up with the address unproved was signed out.
  return row;
}
