import { newId } from "@/server/core/ids";
import { appDb } from "@/server/db/client";
import { hasTwoFactor } from "./has-two-factor";

export const LOGIN_DAYS_MAX = 30;
const DAY_MS = 24 * 3600 * 1000;
/** Time to find the phone. */
const PENDING_MS = 15 * 60_000;
const WRONG_CODES_MAX = 5;
const SEEN_EVERY_MS = 5 * 60_000;

export interface LiveLogin {
  loginSessionId: string;
  userId: string;
  email: string;
  name: string | null;
  startedAt: Date;
  expiresAt: Date;
  mustRenew: boolean;
}

export interface PendingLogin {
  loginSessionId: string;
  userId: string;
  email: string;
}

/**
 * A session for whoever has just signed in, in whatever way. For a person with a second factor it stays pending, and
 * opens nothing, until they have shown it.
 */
export async function startLogin(userId: string, userAgent: string | null, now: Date): Promise<string> {
  const id = newId("lgn");
  const isPending = await hasTwoFactor(userId);
  const lifeMs = isPending ? PENDING_MS : LOGIN_DAYS_MAX * DAY_MS;
  const expiresAt = new Date(now.getTime() + lifeMs);
  const agent = userAgent?.slice(0, 200) ?? null;
  await appDb().loginSession.create({ data: { id, userId, userAgent: agent, expiresAt, isPending } });
  return id;
}

/** The person of a session that still waits for the second factor. */
export async function getPendingLogin(id: string, now: Date): Promise<PendingLogin | null> {
  const row = await appDb().loginSession.findFirst({
    where: { id, isPending: true, revokedAt: null, expiresAt: { gt: now } },
    select: { userId: true, user: { select: { email: true } } },
  });
  return row === null ? null : { loginSessionId: id, userId: row.userId, email: row.user.email };
}

/**
 * The second factor was shown: from here on the session counts, under another id. Whoever knew the first one, which a
 * password alone had opened, has nothing. Null when it has ended meanwhile.
 */
export async function openPendingLogin(
  { loginSessionId, userId }: PendingLogin,
  now: Date,
): Promise<string | null> {
  const id = newId("lgn");
  const expiresAt = new Date(now.getTime() + LOGIN_DAYS_MAX * DAY_MS);
  const { count } = await appDb().loginSession.updateMany({
    where: { id: loginSessionId, userId, isPending: true, revokedAt: null },
    data: { id, isPending: false, expiresAt, lastSeenAt: now },
  });
  return count === 0 ? null : id;
}

/** Counts a wrong code against a pending session, and ends it where there were too many. */
export async function countWrongCode({ loginSessionId: id }: PendingLogin, now: Date): Promise<void> {
  await appDb().$executeRaw`
    update login_sessions set wrong_codes = wrong_codes + 1,
      revoked_at = case when wrong_codes + 1 >= ${WRONG_CODES_MAX} then ${now.toISOString()}::timestamptz else revoked_at end
    where id = ${id} and is_pending`;
}

/** The session and its person while it is neither revoked nor expired; read anew each time, so that an end is one everywhere. */
export async function getLiveLogin(id: string, now: Date): Promise<LiveLogin | null> {
  const row = await appDb().loginSession.findFirst({
    where: { id, isPending: false, revokedAt: null, expiresAt: { gt: now } },
    select: {
      userId: true,
      createdAt: true,
      expiresAt: true,
      lastSeenAt: true,
      mustRenew: true,
      user: { select: { email: true, name: true } },
    },
  });
  if (row === null) return null;
  if (now.getTime() - row.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await appDb().loginSession.updateMany({ where: { id }, data: { lastSeenAt: now } });
  }
  const { userId, createdAt, expiresAt, mustRenew } = row;
  return { loginSessionId: id, userId, startedAt: createdAt, expiresAt, mustRenew, ...row.user };
}

/** Signs one browser out. False when it is not this person's session or was over before. */
export async function endLogin(userId: string, loginSessionId: string, now: Date): Promise<boolean> {
  const { count } = await appDb().loginSession.updateMany({
    where: { OR: [{ id: loginSessionId }, { replacedBy: loginSessionId }], userId, revokedAt: null },
    data: { revokedAt: now },
  });
  return count > 0;
}

/** Signs the person out everywhere but here. */
export async function endOtherLogins(userId: string, loginSessionId: string, now: Date): Promise<void> {
  await appDb().loginSession.updateMany({
    where: { userId, id: { not: loginSessionId }, revokedAt: null },
    data: { revokedAt: now },
  });
}

/** Signs out everybody with an address of the domain, but for one person. */
export async function endLoginsOfDomain(domain: string, exceptUserId: string, now: Date): Promise<void> {
  await appDb().loginSession.updateMany({
    where: { revokedAt: null, userId: { not: exceptUserId }, user: { email: { endsWith: `@${domain}` } } },
    data: { revokedAt: now },
  });
}

/** Signs every browser of the person out, the current one included; returns how many. */
export async function endAllLogins(userId: string, now: Date): Promise<number> {
  const { count } = await appDb().loginSession.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: now },
  });
  return count;
}
