import type { Judgement } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import type { Tx } from "@/server/db/tenant";
import { readRecorded } from "@/server/evaluation/read-recorded";
import type { RecordedExchange } from "@/server/evaluation/recorded-exchange";

/** Longer than any call of a judge takes: a worker that died is then taken to have. */
const LEASE_MS = 5 * 60_000;

/** Takes up to `count` answers that wait for their judge; others see them again only if this process ends. */
export async function claimJudgements(now: Date, count: number): Promise<Judgement[]> {
  const db = systemDb();
  const claimed = await db.$queryRaw<{ id: string }[]>`
    UPDATE judgements SET tries = tries + 1, due_at = ${new Date(now.getTime() + LEASE_MS)} WHERE id IN (
      SELECT id FROM judgements WHERE due_at <= ${now} AND status = 'pending'
      ORDER BY due_at, id LIMIT ${count} FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return db.judgement.findMany({ where: { id: { in: claimed.map(({ id }) => id) } } });
}

/** What was said, as far as it is still stored. */
export async function readExchange(
  tx: Tx,
  { orgId, requestId, createdAt }: Pick<Judgement, "orgId" | "requestId" | "createdAt">,
): Promise<RecordedExchange | null> {
  const body = await tx.requestBody.findFirst({ where: { requestId, createdAt, orgId } });
  const request = await tx.request.findFirst({
    where: { id: requestId, createdAt, orgId },
    select: { endpoint: true, finishReason: true },
  });
  if (body === null || request === null) return null;
  const { requestBody, responseBody, isTruncated, isRedacted } = body;
  return readRecorded({ ...request, request: requestBody, response: responseBody, isTruncated, isRedacted });
}

/** Holds a request until the transaction ends, so that an erasure waits and finds what is written; false: it is gone. */
export async function holdRequest(
  tx: Tx,
  { orgId, requestId, createdAt }: Pick<Judgement, "orgId" | "requestId" | "createdAt">,
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM requests WHERE id = ${requestId}::uuid AND created_at = ${createdAt} AND org_id = ${orgId}
    FOR KEY SHARE`;
  return rows.length > 0;
}
