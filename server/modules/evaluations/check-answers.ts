import type { CheckResult } from "@/server/contracts/evaluations";
import { errorFields, log } from "@/server/core/logger";
import { systemDb } from "@/server/db/system";
import type { Tx } from "@/server/db/tenant";
import { readRecorded } from "@/server/evaluation/read-recorded";
import { runChecks } from "@/server/evaluation/run-checks";

/** Bodies are held in memory while a batch is looked at. */
const BATCH = 40;
const LIMITS = { maxWait: 10_000, timeout: 60_000 };

interface QueuedAnswer {
  request_id: string;
  created_at: Date;
  org_id: string;
  project_id: string;
  endpoint: string;
  finish_reason: string | null;
  request_body: string | null;
  response_body: string | null;
  is_truncated: boolean;
  is_redacted: boolean;
}

/**
 * Looks at the answers that have been stored since, and keeps what code alone can say of them. Several processes share
 * the work; one that is cut off leaves it for the next. Returns how many were looked at.
 */
export async function checkAnswers(now: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const taken = await systemDb().$transaction((tx) => checkBatch(tx, now), LIMITS);
    total += taken;
    if (taken < BATCH) return total;
  }
}

async function checkBatch(tx: Tx, now: Date): Promise<number> {
  const taken = await tx.$queryRaw<{ request_id: string; created_at: Date }[]>`
    DELETE FROM evaluation_queue WHERE (request_id, created_at) IN (
      SELECT request_id, created_at FROM evaluation_queue ORDER BY created_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING request_id, created_at`;
  if (taken.length === 0) return 0;
  const answers = await storedAnswers(tx, taken);
  for (const answer of answers) {
    await tx.requestCheck.createMany({
      data: {
        orgId: answer.org_id,
        requestId: answer.request_id,
        createdAt: answer.created_at,
        projectId: answer.project_id,
        results: await checksOf(answer),
        checkedAt: now,
      },
      skipDuplicates: true,
    });
  }
  return taken.length;
}

/** The lock makes an erasure wait for what is written here, so that it finds it; see `eraseSessions`. */
function storedAnswers(
  tx: Tx,
  taken: readonly { request_id: string; created_at: Date }[],
): Promise<QueuedAnswer[]> {
  const ids = taken.map((row) => row.request_id);
  const times = taken.map((row) => row.created_at.getTime());
  return tx.$queryRaw<QueuedAnswer[]>`
    SELECT r.id AS request_id, r.created_at, r.org_id, r.project_id, r.endpoint, r.finish_reason,
      b.request_body, b.response_body, b.is_truncated, b.is_redacted
    FROM requests r JOIN request_bodies b ON b.request_id = r.id AND b.created_at = r.created_at
    WHERE r.id = ANY(${ids}::uuid[])
      AND r.created_at BETWEEN ${new Date(Math.min(...times))} AND ${new Date(Math.max(...times))}
      AND b.created_at BETWEEN ${new Date(Math.min(...times))} AND ${new Date(Math.max(...times))}
    FOR KEY SHARE OF r`;
}

async function checksOf(answer: QueuedAnswer): Promise<CheckResult[]> {
  try {
    const exchange = readRecorded({
      endpoint: answer.endpoint,
      request: answer.request_body,
      response: answer.response_body,
      finishReason: answer.finish_reason,
      isTruncated: answer.is_truncated,
      isRedacted: answer.is_redacted,
    });
    return exchange === null ? [] : await runChecks(exchange);
  } catch (thrown) {
    // One answer that breaks a check must not keep the others waiting.
    log.error("an answer could not be checked", { requestId: answer.request_id, ...errorFields(thrown) });
    return [];
  }
}
