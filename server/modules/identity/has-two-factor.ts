import { appDb } from "@/server/db/client";
import type { Tx } from "@/server/db/tenant";

/** Whether the person has set up a second factor, and must show it at every sign-in. */
export async function hasTwoFactor(userId: string, db: Pick<Tx, "totpFactor"> = appDb()): Promise<boolean> {
  return (await db.totpFactor.count({ where: { userId, confirmedAt: { not: null } } })) > 0;
}
