import type { PoolClient } from "pg";
import { uuidv7TimeMs } from "@/server/core/ids";
import { countOnly } from "./count-only";
import { ERASURE_LOCK, erasureMark, organizationMark } from "./erasure-marks";
import type { RequestRecord } from "./request-record";

/**
 * Of end users and sessions that were erased after their request only the count is stored, and nothing of organisations
 * that were deleted. Holds erasures off until
 * the batch's transaction ends, so that one either knows the batch's rows or is known to the batch.
 */
export async function withoutErased(
  client: PoolClient,
  all: readonly RequestRecord[],
): Promise<readonly RequestRecord[]> {
  await client.query("SELECT pg_advisory_xact_lock_shared($1::bigint)", [ERASURE_LOCK]);
  const records = await ofLiving(client, all);
  if (records.length === 0) return records;
  const times = records.map(({ request }) => uuidv7TimeMs(request.id));
  const { rows } = await client.query<ErasedRow>(RECENT, [
    [...new Set(records.map(({ request }) => request.orgId))],
    new Date(Math.min(...times)),
  ]);
  if (rows.length === 0) return records;
  const erased = new Map(rows.map((row) => [`${row.project_id}/${row.mark}`, row.erased_at.getTime()]));
  return records.map((record) => (isErased(record, erased) ? countOnly(record) : record));
}

async function ofLiving(
  client: PoolClient,
  records: readonly RequestRecord[],
): Promise<readonly RequestRecord[]> {
  const marks = new Map(records.map(({ request }) => [request.orgId, organizationMark(request.orgId)]));
  const { rows } = await client.query<{ org_mark: string }>(DELETED, [[...marks.values()]]);
  if (rows.length === 0) return records;
  const deleted = new Set(rows.map((row) => row.org_mark));
  return records.filter(({ request }) => !deleted.has(marks.get(request.orgId) ?? ""));
}

const DELETED = "SELECT org_mark FROM deletion_receipts WHERE org_mark = ANY($1)";

interface ErasedRow {
  project_id: string;
  mark: string;
  erased_at: Date;
}

const RECENT =
  "SELECT project_id, mark, erased_at FROM erasure_marks WHERE org_id = ANY($1) AND erased_at >= $2";

function isErased({ request }: RequestRecord, erased: ReadonlyMap<string, number>): boolean {
  const { projectId } = request;
  // What a shadow was asked is whose request it was.
  const { endUserId, sessionId } = request.shadow ?? request;
  const madeAt = uuidv7TimeMs(request.id);
  const covers = (mark: string): boolean => (erased.get(`${projectId}/${mark}`) ?? -1) >= madeAt;
  // A session that belonged to the erased user; somebody else's request in it stays theirs.
  if (endUserId === null) return covers(erasureMark("session", { projectId, id: sessionId }));
  return covers(erasureMark("user", { projectId, id: endUserId }));
}
