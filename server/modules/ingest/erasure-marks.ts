import { deriveKey, hmacHex } from "@/server/core/secrets";
import type { Tx } from "@/server/db/tenant";
import { masterKey } from "@/server/env";

/** What a mark stands for: an end user as it is stored, or a session. */
export type Marked = "user" | "session";

/** The keyed hash under which an end user or a session of a project is remembered as erased. */
export function erasureMark(what: Marked, { projectId, id }: { projectId: string; id: string }): string {
  return hmacHex(key(), `${what}|${projectId}|${id}`).slice(0, 40);
}

/** The keyed hash under which a deleted organisation is remembered, so that its late records are dropped. */
export function organizationMark(orgId: string): string {
  return hmacHex(key(), `organization|${orgId}`).slice(0, 40);
}

let known: Buffer | null = null;

function key(): Buffer {
  known ??= deriveKey(masterKey(), "erasure");
  return known;
}

/** Any number that nothing else locks; ingestion holds it shared while it stores a batch. */
export const ERASURE_LOCK = 7_301_423;

/**
 * Marks what is being erased. Every batch that began without knowing of the marks is stored when this returns and its
 * transaction ends, and every later one knows them: nothing slips in between.
 */
export async function markErased(
  tx: Tx,
  { orgId, projectId }: { orgId: string; projectId: string },
  marks: readonly string[],
  at: Date,
): Promise<void> {
  if (marks.length === 0) return;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ERASURE_LOCK}::bigint)`;
  await tx.$executeRaw`
    INSERT INTO erasure_marks (org_id, project_id, mark, erased_at)
    SELECT ${orgId}, ${projectId}, mark, ${at} FROM unnest(${[...marks]}::text[]) AS mark ORDER BY mark
    ON CONFLICT (org_id, project_id, mark) DO UPDATE SET erased_at = greatest(erasure_marks.erased_at, excluded.erased_at)`;
}
