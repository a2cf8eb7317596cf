import type { Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import type { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { notUnique } from "./scim-error";
import { addressOf, type UserDraft } from "./user-draft";

export const USER_FIELDS = {
  id: true,
  userId: true,
  userName: true,
  externalId: true,
  email: true,
  displayName: true,
  givenName: true,
  familyName: true,
  isActive: true,
  createdAt: true,
  updatedAt: true,
  groups: { select: { group: { select: { id: true, displayName: true } } } },
} as const satisfies Prisma.ScimUserSelect;

export type UserRow = Prisma.ScimUserGetPayload<{ select: typeof USER_FIELDS }>;

/** The organisation's user; another organisation's is not found. */
export async function getUserOrThrow(tx: Tx, ctx: Ctx, id: string): Promise<UserRow> {
  const row = await tx.scimUser.findFirst({ where: { id, orgId: ctx.orgId }, select: USER_FIELDS });
  if (row === null) throw notFound("user");
  return row;
}

export function draftOf(row: UserRow): UserDraft {
  const { userName, externalId, displayName, givenName, familyName, email, isActive } = row;
  return { userName, externalId, displayName, givenName, familyName, email, isActive };
}

/** What of a draft is stored as it is. */
export function columnsOf(draft: UserDraft) {
  return { ...draft, userNameKey: draft.userName.toLowerCase() };
}

export async function refuseTakenName(tx: Tx, ctx: Ctx, draft: UserDraft, ownId?: string): Promise<void> {
  const { userNameKey } = columnsOf(draft);
  const where = { orgId: ctx.orgId, userNameKey, ...(ownId === undefined ? {} : { id: { not: ownId } }) };
  if ((await tx.scimUser.count({ where })) > 0) throw notUnique("There is a user with this userName.");
}

/** The directory speaks for addresses of the domain that the organisation has proved, and for no others. */
export async function addressInDomain(tx: Tx, ctx: Ctx, draft: UserDraft): Promise<string> {
  const address = addressOf(draft);
  const domain = await provedDomain(tx, ctx);
  if (domain === null)
    throw new AppError("permission_denied", "no domain is proved", {
      userMessage: "Prove your domain in Floopy first, under Settings › Single sign-on.",
    });
  if (address.endsWith(`@${domain}`)) return address;
  throw new AppError("invalid_request", "an address of another domain", {
    userMessage: `${address} is not of ${domain}, the domain that is proved.`,
    details: { scimType: "invalidValue" },
  });
}

export async function provedDomain(tx: Tx, { orgId }: Ctx): Promise<string | null> {
  const where = { orgId, domainVerifiedAt: { not: null } };
  return (await tx.ssoConnection.findFirst({ where, select: { domain: true } }))?.domain ?? null;
}
