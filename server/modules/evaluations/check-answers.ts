import { errorFields, log } from "@/server/core/logger";
import { systemDb } from "@/server/db/system";
import type { Tx } from "@/server/db/tenant";
import { readRecorded } from "@/server/evaluation/read-recorded";
import { runChecks } from "@/server/evaluation/run-checks";
import { openBody } from "@/server/modules/content-keys";
import { type CheckedAnswer, sampleJudgements } from "./sample-judgements";

const BATCH = 200;
/** Of a batch, whose bodies are in memory at the same time. */
const READ_AT_ONCE = 40;
const LIMITS = { maxWait: 10_000, timeout: 60_000 };

interface QueuedAnswer {
  request_id: string;
  created_at: Date;
  org_id: string;
  project_id: string;
  session_id: string;
  route_id: string | null;
  provider: string | null;
  model: string | null;
  task_category: string | null;
  purpose: string | null;
  endpoint: string;
  finish_reason: string | null;
  request_body: string | null;
  response_body: string | null;
  key_version: number | null;
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
  const taken = await takeOldest(tx);
  for (let start = 0; start < taken.length; start += READ_AT_ONCE) {
    const answers: CheckedAnswer[] = [];
    for (const stored of await storedAnswers(tx, taken.slice(start, start + READ_AT_ONCE)))
      answers.push(await checked(await readable(tx, stored)));
    await keepChecks(tx, answers, now);
    // What a shadow said is compared with what the user got, and teaches nobody.
    const own = answers.filter(({ isShadow }) => !isShadow);
    await sampleJudgements(tx, own, now);
  }
  return taken.length;
}

/** Ids tell the time and are indexed in its order, so that a long queue costs no more than a short one. */
function takeOldest(tx: Tx): Promise<{ request_id: string; created_at: Date }[]> {
  return tx.$queryRaw`
    DELETE FROM evaluation_queue WHERE (request_id, created_at) IN (
      SELECT request_id, created_at FROM evaluation_queue ORDER BY request_id, created_at
      LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING request_id, created_at`;
}

async function keepChecks(tx: Tx, answers: readonly CheckedAnswer[], now: Date): Promise<void> {
  const rows = answers.map(({ orgId, requestId, createdAt, projectId, checks }) => ({
    ...{ org_id: orgId, request_id: requestId, created_at: createdAt, project_id: projectId },
    results: checks,
  }));
  await tx.$executeRaw`
    INSERT INTO request_checks (org_id, request_id, created_at, project_id, results, checked_at)
    SELECT org_id, request_id, created_at, project_id, results, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS x(org_id text, request_id uuid, created_at timestamptz, project_id text, results jsonb)
    ON CONFLICT DO NOTHING`;
}

/**
 * The lock makes an erasure wait for what is written here, so that it finds it; see `eraseSessions`. What is being deleted
 * already is left out: each could hold a request that the other waits for.
 */
function storedAnswers(
  tx: Tx,
  taken: readonly { request_id: string; created_at: Date }[],
): Promise<QueuedAnswer[]> {
  const ids = taken.map((row) => row.request_id);
  const times = taken.map((row) => row.created_at.getTime());
  return tx.$queryRaw<QueuedAnswer[]>`
    SELECT r.id AS request_id, r.created_at, r.org_id, r.project_id, r.session_id, r.route_id, r.provider, r.model,
      r.task_category, r.purpose, r.endpoint, r.finish_reason,
      b.request_body, b.response_body, b.key_version, b.is_truncated, b.is_redacted
    FROM requests r JOIN request_bodies b ON b.request_id = r.id AND b.created_at = r.created_at
    WHERE r.id = ANY(${ids}::uuid[])
      AND r.created_at BETWEEN ${new Date(Math.min(...times))} AND ${new Date(Math.max(...times))}
      AND b.created_at BETWEEN ${new Date(Math.min(...times))} AND ${new Date(Math.max(...times))}
    FOR KEY SHARE OF r SKIP LOCKED`;
}

async function readable(tx: Tx, stored: QueuedAnswer): Promise<QueuedAnswer> {
  const { request_id: requestId, key_version: keyVersion } = stored;
  const sealed = { requestBody: stored.request_body, responseBody: stored.response_body };
  const body = await openBody(tx, stored.org_id, { requestId, keyVersion, ...sealed });
  return { ...stored, request_body: body?.requestBody ?? null, response_body: body?.responseBody ?? null };
}

async function checked(stored: QueuedAnswer): Promise<CheckedAnswer> {
  const { request_id: requestId, endpoint, provider, model } = stored;
  const answer = {
    ...{ requestId, provider, model, createdAt: stored.created_at, orgId: stored.org_id },
    ...{ projectId: stored.project_id, sessionId: stored.session_id, routeId: stored.route_id },
    ...{ taskCategory: stored.task_category, isShadow: stored.purpose === "shadow" },
  };
  try {
    const exchange = readRecorded({
      endpoint,
      request: stored.request_body,
      response: stored.response_body,
      finishReason: stored.finish_reason,
      isTruncated: stored.is_truncated,
      isRedacted: stored.is_redacted,
    });
    return { ...answer, exchange, checks: exchange === null ? [] : await runChecks(exchange) };
  } catch (thrown) {
    // One answer that breaks a check must not keep the others waiting.
    log.error("an answer could not be checked", { requestId, ...errorFields(thrown) });
    return { ...answer, exchange: null, checks: [] };
  }
}
