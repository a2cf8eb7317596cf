import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { type Tx, withTenant } from "@/server/db/tenant";
import { endAllLogins } from "@/server/modules/identity";
import { matchDirectory, type PresenceChange } from "@/server/modules/members";
import { lockOrganization } from "@/server/modules/organizations";
import { notUnique } from "./scim-error";
import {
  addressInDomain,
  columnsOf,
  draftOf,
  getUserOrThrow,
  provedDomain,
  refuseTakenName,
  USER_FIELDS,
  type UserRow,
} from "./scim-users.queries";
import { addressOf, type UserDraft } from "./user-draft";

const ACTIONS = { joined: "scim_user.activated", removed: "scim_user.deactivated" } as const;

/** Brings a user to what a PUT or PATCH makes of them. Where that is what they are, nothing is written. */
export async function saveUser(
  ctx: Ctx,
  id: string,
  change: (before: UserDraft) => UserDraft,
): Promise<UserRow> {
  authorize(ctx, "member:manage");
  const { row, presence } = await withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const before = await getUserOrThrow(tx, ctx, id);
    return save(tx, ctx, before, change(draftOf(before)));
  });
  if (presence === "removed") await endAllLogins(row.userId, ctx.now());
  return row;
}

async function save(
  tx: Tx,
  ctx: Ctx,
  before: UserRow,
  draft: UserDraft,
): Promise<{ row: UserRow; presence: PresenceChange }> {
  const { id, userId } = before;
  const { orgId } = ctx;
  const changes = differences(draftOf(before), draft);
  const [from, email] = [addressOf(draftOf(before)), addressOf(draft)];
  if (draft.isActive || email !== from) await addressInDomain(tx, ctx, draft);
  if ("userName" in changes) await refuseTakenName(tx, ctx, draft, id);
  if (email !== from) await moveAddress(tx, ctx, { userId, from, email });
  const presence = await matchDirectory(tx, ctx, { userId, email, isActive: draft.isActive });
  if (Object.keys(changes).length === 0 && presence === null) return { row: before, presence };
  const row = await tx.scimUser.update({
    where: { id, orgId },
    data: { ...columnsOf(draft), updatedAt: ctx.now() },
    select: USER_FIELDS,
  });
  await writeAudit(tx, ctx, {
    action: presence === null ? "scim_user.updated" : ACTIONS[presence],
    targetKind: "user",
    targetId: userId,
    changes: { email, ...changes },
  });
  return { row, presence };
}

/**
 * Not of an account that has left the address, nor from an address of a domain that was the organisation's once: of
 * neither the directory may say anything any more.
 */
async function moveAddress(
  tx: Tx,
  ctx: Ctx,
  { userId, from, email }: { userId: string; from: string; email: string },
): Promise<void> {
  const user = await tx.user.findUnique({ where: { id: userId }, select: { email: true } });
  if (user?.email !== from || !from.endsWith(`@${await provedDomain(tx, ctx)}`)) return;
  if ((await tx.user.count({ where: { email } })) > 0)
    throw notUnique(`There is another account with the address ${email}.`);
  await tx.user.update({ where: { id: userId }, data: { email }, select: { id: true } });
}

function differences(before: UserDraft, after: UserDraft): Record<string, [unknown, unknown]> {
  const names = Object.keys(before).filter(isField);
  return Object.fromEntries(
    names.flatMap((name) => (before[name] === after[name] ? [] : [[name, [before[name], after[name]]]])),
  );
}

function isField(name: string): name is keyof UserDraft {
  return name !== "";
}
