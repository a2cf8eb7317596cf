import type { ListLoginSessionsOutput } from "@/server/contracts/identity";
import { appDb } from "@/server/db/client";

const SESSIONS_MAX = 100;

/** Where the person is signed in now, most recently seen first. */
export async function listLoginSessions(
  person: { userId: string; loginSessionId: string },
  now: Date,
): Promise<ListLoginSessionsOutput> {
  const rows = await appDb().loginSession.findMany({
    where: {
      userId: person.userId,
      isPending: false,
      replacedBy: null,
      revokedAt: null,
      expiresAt: { gt: now },
    },
    orderBy: [{ lastSeenAt: "desc" }, { id: "asc" }],
    take: SESSIONS_MAX,
    select: { id: true, userAgent: true, createdAt: true, lastSeenAt: true },
  });
  return { items: rows.map((row) => ({ ...row, isCurrent: row.id === person.loginSessionId })) };
}
