import { newId } from "@/server/core/ids";
import { appDb } from "@/server/db/client";
import type { Tx } from "@/server/db/tenant";
import type { LiveLogin } from "./login-sessions";

/** So long the former id still serves the requests that a browser had sent before it knew the new one. */
const GRACE_MS = 30_000;

/** What these people may do has changed: each of their browsers gets another session id with its next request. */
export async function markForRenewal(
  tx: Pick<Tx, "loginSession">,
  userIds: readonly string[],
): Promise<void> {
  await tx.loginSession.updateMany({
    where: { userId: { in: [...userIds] }, isPending: false, revokedAt: null, replacedBy: null },
    data: { mustRenew: true },
  });
}

/** Another id for the session; of two requests at once one gets it, the other null. */
export async function renewLogin(
  { loginSessionId, expiresAt }: Pick<LiveLogin, "loginSessionId" | "expiresAt">,
  now: Date,
): Promise<string | null> {
  const id = newId("lgn");
  const graceEnd = new Date(Math.min(expiresAt.getTime(), now.getTime() + GRACE_MS));
  const made = await appDb().$executeRaw`
    with former as (
      update login_sessions set must_renew = false, replaced_by = ${id}, expires_at = ${graceEnd}
      where id = ${loginSessionId} and must_renew and revoked_at is null
      returning user_id, created_at, user_agent)
    insert into login_sessions (id, user_id, created_at, last_seen_at, expires_at, user_agent)
    select ${id}, user_id, created_at, ${now}, ${expiresAt}, user_agent from former`;
  return made === 0 ? null : id;
}
