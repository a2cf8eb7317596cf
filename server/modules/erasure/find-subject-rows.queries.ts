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

/** Where the next page of sessions or requests begins: behind this one. */
export interface Place {
  id: string;
  at: Date;
}

export interface Part<At> {
  items: Items;
  /** Where to go on; null when this was all. */
  next: At | null;
}

const SESSIONS_MAX = 50;
const NAMED_MAX = 200;

/** Sessions of the subject, with what was said and done in those that are theirs alone without naming anybody. */
export async function findSessionRows(tx: Tx, subject: Subject, after: Place): Promise<Part<Place>> {
  const { orgId, projectId } = subject;
  const sessions = await findOwnSessions(tx, subject, after);
  const inOwn = { in: sessions.filter(({ is_own }) => is_own).map(({ id }) => id) };
  const where = { orgId, projectId, sessionId: inOwn };
  const answers = await tx.npsResponse.findMany({
    where: { ...where, endUserId: null, respondent: "" },
    omit: NOT_THEIRS,
  });
  const asks = await tx.npsShow.findMany({ where: { ...where, endUserId: null }, omit: { orgId: true } });
  const feedback = await tx.feedback.findMany({ where: { ...where, endUserId: "" }, omit: { orgId: true } });
  const events = await tx.feedbackEvent.findMany({ where, omit: { orgId: true } });
  const last = sessions.length < SESSIONS_MAX ? undefined : sessions.at(-1);
  return {
    items: [
      ...asItems("sessions", sessions),
      ...asItems("nps_answers", await openTexts(tx, orgId, "nps_responses", answers)),
      ...asItems("nps_asks", asks),
      ...asItems("feedback", await openTexts(tx, orgId, "feedback", feedback)),
      ...asItems("events", events),
    ],
    next: last === undefined ? null : { id: last.id, at: last.first_seen_at },
  };
}

/** What the organisation’s own people noted is not the subject’s. */
const NOT_THEIRS = {
  orgId: true,
  handledBy: true,
  handledByLabel: true,
  handledNote: true,
  handledAt: true,
} as const;

/** Answers, asks and feedback that name the subject, each by id behind `after`. */
export const NAMED_ROWS = {
  answers: async (tx: Tx, { orgId, projectId, names }: Subject, after: string): Promise<Part<string>> => {
    const mine = { in: [...names] };
    const rows = await tx.npsResponse.findMany({
      where: { orgId, projectId, id: { gt: after }, OR: [{ endUserId: mine }, { respondent: mine }] },
      ...{ orderBy: { id: "asc" }, take: NAMED_MAX, omit: NOT_THEIRS },
    });
    return partOf("nps_answers", await openTexts(tx, orgId, "nps_responses", rows));
  },
  asks: async (tx: Tx, { orgId, projectId, names }: Subject, after: string): Promise<Part<string>> =>
    partOf(
      "nps_asks",
      await tx.npsShow.findMany({
        where: { orgId, projectId, id: { gt: after }, endUserId: { in: [...names] } },
        ...{ orderBy: { id: "asc" }, take: NAMED_MAX, omit: { orgId: true } },
      }),
    ),
  feedback: async (tx: Tx, { orgId, projectId, names }: Subject, after: string): Promise<Part<string>> => {
    const rows = await tx.feedback.findMany({
      where: { orgId, projectId, id: { gt: after }, endUserId: { in: [...names] } },
      ...{ orderBy: { id: "asc" }, take: NAMED_MAX, omit: { orgId: true } },
    });
    return partOf("feedback", await openTexts(tx, orgId, "feedback", rows));
  },
} as const;

function partOf(kind: EndUserRecordKind, rows: readonly { id: string }[]): Part<string> {
  const last = rows.length < NAMED_MAX ? undefined : rows.at(-1);
  return { items: asItems(kind, rows), next: last?.id ?? null };
}

function findOwnSessions(tx: Tx, { orgId, projectId, names }: Subject, after: Place): Promise<OwnSession[]> {
  const at = after.at.toISOString();
  return tx.$queryRaw<OwnSession[]>`
    SELECT s.id, s.source, s.first_seen_at, s.last_seen_at, NOT EXISTS (
      SELECT 1 FROM requests r WHERE r.org_id = s.org_id AND r.project_id = s.project_id AND r.session_id = s.id
        AND r.end_user_id IS NOT NULL AND r.end_user_id <> ALL(${[...names]})) AS is_own
    FROM sessions s WHERE s.org_id = ${orgId} AND s.project_id = ${projectId} AND s.end_user_id = ANY(${[...names]})
      AND (s.first_seen_at, s.id) > (${at}::timestamptz, ${after.id})
    ORDER BY s.first_seen_at, s.id LIMIT ${SESSIONS_MAX}`;
}

interface RequestPlace {
  id: string;
  created_at: Date;
}

/** The subject's requests after a place, oldest first: those with the name, and those without any in a session of their own. */
export async function findRequestPlaces(
  tx: Tx,
  { orgId, projectId, names }: Subject,
  { after, limit }: { after: Place; limit: number },
): Promise<Place[]> {
  const mine = [...names];
  const since = after.at.toISOString();
  const rows = await tx.$queryRaw<RequestPlace[]>`
    SELECT r.id::text, r.created_at FROM requests r
    LEFT JOIN sessions s ON s.org_id = r.org_id AND s.project_id = r.project_id AND s.id = r.session_id
    WHERE r.org_id = ${orgId} AND r.project_id = ${projectId} AND r.created_at >= ${since}::timestamptz
      AND (r.created_at, r.id) > (${since}::timestamptz, ${after.id}::uuid)
      AND (r.end_user_id = ANY(${mine}) OR (r.end_user_id IS NULL AND s.end_user_id = ANY(${mine}) AND NOT EXISTS (
        SELECT 1 FROM requests o WHERE o.org_id = r.org_id AND o.project_id = r.project_id
          AND o.session_id = r.session_id AND o.end_user_id IS NOT NULL AND o.end_user_id <> ALL(${mine}))))
    ORDER BY r.created_at, r.id LIMIT ${limit}`;
  return rows.map(({ id, created_at: at }) => ({ id, at }));
}

/** Rows as they go into a file. */
export function asItems(kind: EndUserRecordKind, rows: readonly object[]): Items {
  return rows.map((row) => ({ kind, data: plain(row) }));
}

function plain(row: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(row, (_, value) => (typeof value === "bigint" ? Number(value) : value)));
}
