import { systemDb } from "@/server/db/system";
import { withTenant } from "@/server/db/tenant";
import { creditAgain } from "./credit-feedback";
import { LATE_JOIN_MS } from "./credited-cells";

const BATCH = 500;

/**
 * Works out again the credit of scores whose session has got more requests since: a score may come before the
 * requests it is about are stored. Returns how many there were.
 */
export async function joinLateCredits(now: Date): Promise<number> {
  const since = new Date(now.getTime() - LATE_JOIN_MS);
  let joined = 0;
  for (;;) {
    const late = await systemDb().$queryRaw<{ org_id: string; source_id: string }[]>`
      SELECT c.org_id, c.source_id FROM feedback_credits c
      JOIN sessions s ON s.org_id = c.org_id AND s.project_id = c.project_id AND s.id = c.session_id
      WHERE c.created_at > ${since} AND s.turn_count <> c.turn_count
      ORDER BY c.created_at LIMIT ${BATCH}`;
    for (const { org_id: orgId, source_id: sourceId } of late)
      await withTenant({ orgId }, (tx) => creditAgain(tx, { orgId, sourceId }));
    joined += late.length;
    if (late.length < BATCH) return joined;
  }
}
