import { uuidv7TimeMs } from "@/server/core/ids";
import type { Tx } from "@/server/db/tenant";
import type { Subject } from "./subject";

/** A shadow is asked within minutes of the request that it was taken from. */
const LATEST_MS = 3_600_000;

interface Row {
  ids: string[] | null;
  bodies: number;
}

/** Deletes what shadows were asked of these requests, and what they said: it holds the subject's words as well. */
export async function eraseShadows(
  tx: Tx,
  { orgId }: Subject,
  requestIds: readonly string[],
): Promise<{ shadowIds: string[]; bodies: number }> {
  if (requestIds.length === 0) return { shadowIds: [], bodies: 0 };
  const times = requestIds.map(uuidv7TimeMs);
  const [from, to] = [new Date(Math.min(...times)), new Date(Math.max(...times) + LATEST_MS)];
  const [row] = await tx.$queryRaw<Row[]>`
    WITH doomed AS (
      DELETE FROM requests r
      WHERE r.org_id = ${orgId} AND r.shadow_of = ANY(${[...requestIds]}::uuid[]) AND r.created_at BETWEEN ${from} AND ${to}
      RETURNING r.id, r.created_at
    ), bodies AS (
      DELETE FROM request_bodies b USING doomed d
      WHERE b.request_id = d.id AND b.created_at = d.created_at AND b.org_id = ${orgId}
        AND b.created_at BETWEEN ${from} AND ${to}
      RETURNING 1
    )
    SELECT (SELECT array_agg(id::text) FROM doomed) AS ids, (SELECT count(*) FROM bodies)::int AS bodies`;
  // A row that a worker holds is its own to delete.
  await tx.$executeRaw`
    DELETE FROM shadow_pairs WHERE (org_id, request_id) IN (
      SELECT org_id, request_id FROM shadow_pairs
      WHERE org_id = ${orgId} AND live_request_id = ANY(${[...requestIds]}::uuid[]) FOR UPDATE SKIP LOCKED)`;
  return { shadowIds: row?.ids ?? [], bodies: row?.bodies ?? 0 };
}
