import type { EndUserExportPage, EndUserRecordKind } from "@/server/contracts/end-user-export";
import type { Tx } from "@/server/db/tenant";
import { openTexts } from "@/server/modules/content-keys";
import type { Subject } from "./subject";

type Items = EndUserExportPage["items"];

/** A session of the subject; in one that is shared with others only what is the subject's own counts. */
interface OwnSession {
  id: string;
  source: string;
  first_seen_at: Date;
  last_seen_at: Date;
  is_own: boolean;
}

/** Everything of the subject but requests and what hangs on them. */
export async function findFewRows(tx: Tx, subject: Subject): Promise<Items> {
  const { orgId, projectId } = subject;
  const sessions = await findOwnSessions(tx, subject);
  const names = [...subject.names];
  const inOwn = { in: sessions.filter(({ is_own }) => is_own).map(({ id }) => id) };
  const here = { orgId, projectId };
  const answers = await tx.npsResponse.findMany({
    where: {
      ...here,
      OR: [
        { endUserId: { in: names } },
        { respondent: { in: names } },
        { endUserId: null, respondent: "", sessionId: inOwn },
      ],
    },
    omit: { orgId: true, handledBy: true, handledByLabel: true, handledNote: true, handledAt: true },
  });
  const asks = await tx.npsShow.findMany({
    where: { ...here, OR: [{ endUserId: { in: names } }, { endUserId: null, sessionId: inOwn }] },
    omit: { orgId: true },
  });
  const feedback = await tx.feedback.findMany({
    where: { ...here, OR: [{ endUserId: { in: names } }, { endUserId: "", sessionId: inOwn }] },
    omit: { orgId: true },
  });
  const events = await tx.feedbackEvent.findMany({
    where: { ...here, sessionId: inOwn },
    omit: { orgId: true },
  });
  return [
    ...asItems("sessions", sessions),
    ...asItems("nps_answers", await openTexts(tx, orgId, "nps_responses", answers)),
    ...asItems("nps_asks", asks),
    ...asItems("feedback", await openTexts(tx, orgId, "feedback", feedback)),
    ...asItems("events", events),
  ];
}

function findOwnSessions(tx: Tx, { orgId, projectId, names }: Subject): Promise<OwnSession[]> {
  return tx.$queryRaw<OwnSession[]>`
    SELECT s.id, s.source, s.first_seen_at, s.last_seen_at, NOT EXISTS (
      SELECT 1 FROM requests r WHERE r.org_id = s.org_id AND r.project_id = s.project_id AND r.session_id = s.id
        AND r.end_user_id IS NOT NULL AND r.end_user_id <> ALL(${[...names]})) AS is_own
    FROM sessions s WHERE s.org_id = ${orgId} AND s.project_id = ${projectId} AND s.end_user_id = ANY(${[...names]})
    ORDER BY s.first_seen_at, s.id`;
}

export interface RequestPlace {
  id: string;
  created_at: Date;
}

/** The subject's requests after a place, oldest first: those with the name, and those without any in a session of their own. */
export function findRequestPlaces(
  tx: Tx,
  { orgId, projectId, names }: Subject,
  { after, limit }: { after: RequestPlace; limit: number },
): Promise<RequestPlace[]> {
  const mine = [...names];
  return tx.$queryRaw<RequestPlace[]>`
    SELECT r.id::text, r.created_at FROM requests r
    LEFT JOIN sessions s ON s.org_id = r.org_id AND s.project_id = r.project_id AND s.id = r.session_id
    WHERE r.org_id = ${orgId} AND r.project_id = ${projectId} AND r.created_at >= ${after.created_at.toISOString()}::timestamptz
      AND (r.created_at, r.id) > (${after.created_at.toISOString()}::timestamptz, ${after.id}::uuid)
      AND (r.end_user_id = ANY(${mine}) OR (r.end_user_id IS NULL AND s.end_user_id = ANY(${mine}) AND NOT EXISTS (
        SELECT 1 FROM requests o WHERE o.org_id = r.org_id AND o.project_id = r.project_id
          AND o.session_id = r.session_id AND o.end_user_id IS NOT NULL AND o.end_user_id <> ALL(${mine}))))
    ORDER BY r.created_at, r.id LIMIT ${limit}`;
}

/** Rows as they go into a file. */
export function asItems(kind: EndUserRecordKind, rows: readonly object[]): Items {
  return rows.map((row) => ({ kind, data: plain(row) }));
}

function plain(row: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(row, (_, value) => (typeof value === "bigint" ? Number(value) : value)));
}
