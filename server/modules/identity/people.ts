import { newId } from "@/server/core/ids";
import { appDb } from "@/server/db/client";
import type { Tx } from "@/server/db/tenant";

export const PERSON_FIELDS = {
  id: true,
  email: true,
  name: true,
  image: true,
  emailVerifiedAt: true,
} as const;

export interface PersonRow {
  id: string;
  email: string;
  name: string | null;
  image: string | null;
  emailVerifiedAt: Date | null;
}

export function findPersonById(id: string): Promise<PersonRow | null> {
  return appDb().user.findUnique({ where: { id }, select: PERSON_FIELDS });
}

export function findPersonByEmail(email: string): Promise<PersonRow | null> {
  return appDb().user.findUnique({ where: { email: email.trim().toLowerCase() }, select: PERSON_FIELDS });
}

/** An account without a password, for an address that somebody else has proved. */
export function createPerson(person: {
  email: string;
  name: string | null;
  emailVerifiedAt: Date;
}): Promise<PersonRow> {
  return appDb().user.create({ data: { id: newId("usr"), ...person }, select: PERSON_FIELDS });
}

export async function findPersonByAccount(
  provider: string,
  providerAccountId: string,
): Promise<PersonRow | null> {
  const account = await appDb().account.findUnique({
    where: { provider_providerAccountId: { provider, providerAccountId } },
    select: { user: { select: PERSON_FIELDS } },
  });
  return account?.user ?? null;
}

export async function linkAccount(
  userId: string,
  provider: string,
  providerAccountId: string,
): Promise<void> {
  await appDb().account.create({ data: { userId, provider, providerAccountId } });
}

/** Forgets who is who at a provider. */
export async function unlinkAccounts(tx: Tx, provider: string): Promise<void> {
  await tx.account.deleteMany({ where: { provider } });
}

/** A second factor from before the first proof may be a stranger's, and would keep the person out. */
export async function dropFactors(tx: Tx, userId: string): Promise<void> {
  await tx.totpFactor.deleteMany({ where: { userId } });
  await tx.recoveryCode.deleteMany({ where: { userId } });
}

/**
 * Notes that the person has proved their e-mail. The first proof also drops a password and second factor and ends every session from
 * before it: whoever signed up with somebody else's address must not keep a way into the account.
 */
export async function markEmailVerified(userId: string, now: Date): Promise<PersonRow> {
  return appDb().$transaction((tx) => proveEmail(tx, userId, now));
}

async function proveEmail(tx: Tx, userId: string, now: Date): Promise<PersonRow> {
  const { count } = await tx.user.updateMany({
    where: { id: userId, emailVerifiedAt: null },
    data: { emailVerifiedAt: now, passwordHash: null },
  });
  if (count > 0) {
    await dropFactors(tx, userId);
    await tx.loginSession.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: now } });
  }
  return tx.user.findUniqueOrThrow({ where: { id: userId }, select: PERSON_FIELDS });
}

/** The account with an address that whoever runs its domain vouches for, made where there is none. */
export async function vouchForPerson(
  tx: Tx,
  { email, name }: { email: string; name: string | null },
  now: Date,
): Promise<PersonRow> {
  const existing = await tx.user.findUnique({ where: { email }, select: { id: true } });
  if (existing !== null) return proveEmail(tx, existing.id, now);
  const data = { id: newId("usr"), email, name, emailVerifiedAt: now };
  return tx.user.create({ data, select: PERSON_FIELDS });
}
