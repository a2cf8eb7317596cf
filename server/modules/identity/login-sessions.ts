import { LRUCache } from "lru-cache";
import { newId } from "@/server/core/ids";
import { appDb } from "@/server/db/client";

export const LOGIN_DAYS_MAX = 30;
const DAY_MS = 24 * 3600 * 1000;
/** How long another process may still accept a session that was just revoked. */
const CACHE_MS = 5_000;
const SEEN_EVERY_MS = 5 * 60_000;

export interface LiveLogin {
  loginSessionId: string;
  userId: string;
  email: string;
  name: string | null;
  expiresAt: Date;
}

const cache = new LRUCache<string, LiveLogin>({ max: 10_000, ttl: CACHE_MS });

export async function startLogin(userId: string, userAgent: string | null, now: Date): Promise<string> {
  const id = newId("lgn");
  const expiresAt = new Date(now.getTime() + LOGIN_DAYS_MAX * DAY_MS);
  const agent = userAgent?.slice(0, 200) ?? null;
  await appDb().loginSession.create({ data: { id, userId, userAgent: agent, expiresAt } });
  return id;
}

/** The session and its person while it is neither revoked nor expired; at most five seconds old. */
export async function getLiveLogin(loginSessionId: string, now: Date): Promise<LiveLogin | null> {
  const live = cache.get(loginSessionId) ?? (await readLive(loginSessionId, now));
  return live !== null && live.expiresAt > now ? live : null;
}

async function readLive(id: string, now: Date): Promise<LiveLogin | null> {
  const row = await appDb().loginSession.findFirst({
    where: { id, revokedAt: null, expiresAt: { gt: now } },
    select: {
      userId: true,
      expiresAt: true,
      lastSeenAt: true,
      user: { select: { email: true, name: true } },
    },
  });
  if (row === null) return null;
  if (now.getTime() - row.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await appDb().loginSession.updateMany({ where: { id }, data: { lastSeenAt: now } });
  }
  const live = { loginSessionId: id, userId: row.userId, expiresAt: row.expiresAt, ...row.user };
  cache.set(id, live);
  return live;
}

/** Signs one browser out. False when it is not this person's session or was over before. */
export async function endLogin(userId: string, loginSessionId: string, now: Date): Promise<boolean> {
  const { count } = await appDb().loginSession.updateMany({
    where: { id: loginSessionId, userId, revokedAt: null },
    data: { revokedAt: now },
  });
  if (count > 0) cache.delete(loginSessionId);
  return count > 0;
}

/** Signs every browser of the person out, the current one included; returns how many. */
export async function endAllLogins(userId: string, now: Date): Promise<number> {
  const { count } = await appDb().loginSession.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: now },
  });
  for (const [id, live] of cache.entries()) if (live.userId === userId) cache.delete(id);
  return count;
}
