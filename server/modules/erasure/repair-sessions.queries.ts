import type { Tx } from "@/server/db/tenant";
import type { Subject } from "./subject";

/**
 * Makes sessions what their remaining requests say: those without any are deleted, and their ids returned; the others
 * are somebody else's now.
 */
export async function repairSessions(
  tx: Tx,
  { orgId, projectId, names }: Subject,
  sessionIds: readonly string[],
): Promise<string[]> {
  const ids = [...sessionIds];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH counted AS (
      SELECT s.id, count(r.id)::int AS turns, coalesce(sum(r.cost_micro_usd), 0) AS cost, max(r.end_user_id) AS end_user,
        min(r.created_at) AS first, max(r.created_at) AS last
      FROM sessions s
      LEFT JOIN requests r ON r.org_id = s.org_id AND r.project_id = s.project_id AND r.session_id = s.id
        AND r.created_at BETWEEN s.first_seen_at AND s.last_seen_at
      WHERE s.org_id = ${orgId} AND s.project_id = ${projectId} AND s.id = ANY(${ids}::text[])
      GROUP BY s.id
    ), kept AS (
      UPDATE sessions s SET end_user_id = c.end_user, turn_count = c.turns, cost_micro_usd = c.cost,
        first_seen_at = c.first, last_seen_at = c.last
      FROM counted c
      WHERE s.org_id = ${orgId} AND s.project_id = ${projectId} AND s.id = c.id AND c.turns > 0
    )
    DELETE FROM sessions s USING counted c
    WHERE s.org_id = ${orgId} AND s.project_id = ${projectId} AND s.id = c.id AND c.turns = 0
      AND (s.end_user_id IS NULL OR s.end_user_id = ANY(${[...names]}))
    RETURNING s.id`;
  return rows.map(({ id }) => id);
}
