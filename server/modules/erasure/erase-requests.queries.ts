import type { Tx } from "@/server/db/tenant";
import type { FoundSession } from "./find-sessions.queries";
import type { Subject } from "./subject";

export interface ErasedRequests {
  requestIds: string[];
  requests: number;
  request_bodies: number;
  decisions: number;
}

interface Row {
  ids: string[] | null;
  bodies: number;
  decisions: number;
}

/** Deletes the subject's requests of these sessions with their bodies and decisions, in one statement. */
export async function eraseRequests(
  tx: Tx,
  { orgId, projectId, names }: Subject,
  sessions: readonly FoundSession[],
): Promise<ErasedRequests> {
  const ids = sessions.map(({ id }) => id);
  const from = new Date(Math.min(...sessions.map((session) => session.from.getTime())));
  const to = new Date(Math.max(...sessions.map((session) => session.to.getTime())));
  const [row] = await tx.$queryRaw<Row[]>`
    WITH doomed AS (
      DELETE FROM requests r USING (
        SELECT w.id, s.end_user_id = ANY(${[...names]}) AS is_theirs FROM unnest(${ids}::text[]) AS w(id)
        LEFT JOIN sessions s ON s.org_id = ${orgId} AND s.project_id = ${projectId} AND s.id = w.id
      ) found
      WHERE r.org_id = ${orgId} AND r.project_id = ${projectId} AND r.session_id = found.id
        AND r.created_at BETWEEN ${from} AND ${to}
        AND (r.end_user_id = ANY(${[...names]}) OR (r.end_user_id IS NULL AND found.is_theirs))
      RETURNING r.id, r.created_at
    ), bodies AS (
      DELETE FROM request_bodies b USING doomed d
      WHERE b.request_id = d.id AND b.created_at = d.created_at AND b.org_id = ${orgId}
        AND b.created_at BETWEEN ${from} AND ${to}
      RETURNING 1
    ), decided AS (
      DELETE FROM decisions c USING doomed d
      WHERE c.request_id = d.id AND c.created_at = d.created_at AND c.org_id = ${orgId}
        AND c.created_at BETWEEN ${from} AND ${to}
      RETURNING 1
    )
    SELECT (SELECT array_agg(id::text) FROM doomed) AS ids, (SELECT count(*) FROM bodies)::int AS bodies,
      (SELECT count(*) FROM decided)::int AS decisions`;
  const requestIds = row?.ids ?? [];
  return {
    requestIds,
    requests: requestIds.length,
    request_bodies: row?.bodies ?? 0,
    decisions: row?.decisions ?? 0,
  };
}
