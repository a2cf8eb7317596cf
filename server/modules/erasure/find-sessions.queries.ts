import type { Tx } from "@/server/db/tenant";
import type { Subject } from "./subject";

/** A session with something of the subject in it. */
export interface FoundSession {
  id: string;
  /** When its requests were made, so that other days' partitions are skipped. */
  from: Date;
  to: Date;
  /** The session is the subject's own, and nobody else's requests are in it. */
  is_own: boolean;
}

const BATCH = 200;

/** Some sessions that have anything of the subject; none once all are erased. */
export function findSessions(tx: Tx, { orgId, projectId, names }: Subject): Promise<FoundSession[]> {
  return tx.$queryRaw<FoundSession[]>`
    WITH found AS (
      (SELECT id FROM sessions
        WHERE org_id = ${orgId} AND project_id = ${projectId} AND end_user_id = ANY(${[...names]}) LIMIT ${BATCH})
      UNION
      (SELECT DISTINCT session_id FROM requests
        WHERE org_id = ${orgId} AND project_id = ${projectId} AND end_user_id = ANY(${[...names]}) LIMIT ${BATCH})
    )
    SELECT f.id, least(s.first_seen_at, r.first) AS "from", greatest(s.last_seen_at, r.last) AS "to",
      coalesce(s.end_user_id = ANY(${[...names]}), true) AND NOT coalesce(r.others, false) AS is_own
    FROM found f
    LEFT JOIN sessions s ON s.org_id = ${orgId} AND s.project_id = ${projectId} AND s.id = f.id
    CROSS JOIN LATERAL (
      SELECT min(created_at) AS first, max(created_at) AS last,
        bool_or(end_user_id IS NOT NULL AND end_user_id <> ALL(${[...names]})) AS others
      FROM requests r WHERE r.org_id = ${orgId} AND r.project_id = ${projectId} AND r.session_id = f.id
    ) r
    ORDER BY f.id LIMIT ${BATCH}`;
}
