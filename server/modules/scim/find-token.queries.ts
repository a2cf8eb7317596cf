import type { PlanId } from "@/server/contracts/plans";
import { systemDb } from "@/server/db/system";
import { tokenHashOf } from "@/server/modules/identity";

export const TOKEN_PREFIX = "fl_scim_";
/** Often enough to see whether a directory still comes. */
const SEEN_EVERY_MS = 60_000;

interface Directory {
  orgId: string;
  planId: PlanId;
}

/** The organisation of a directory's token, while the token counts; whoever shows it is in no organisation yet. */
export async function findDirectory(token: string, now: Date): Promise<Directory | null> {
  if (!token.startsWith(TOKEN_PREFIX)) return null;
  const row = await systemDb().scimToken.findUnique({
    where: { tokenHash: tokenHashOf(token) },
    select: { id: true, orgId: true, revokedAt: true, lastUsedAt: true },
  });
  if (row === null || row.revokedAt !== null) return null;
  const { id, orgId, lastUsedAt } = row;
  if (lastUsedAt === null || now.getTime() - lastUsedAt.getTime() > SEEN_EVERY_MS)
    await systemDb().scimToken.updateMany({ where: { id }, data: { lastUsedAt: now } });
  const subscription = await systemDb().subscription.findUnique({
    where: { orgId },
    select: { planId: true },
  });
  return { orgId, planId: subscription?.planId ?? "free" };
}
