import type { Judgement } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import type { Tx } from "@/server/db/tenant";
import { readRecorded } from "@/server/evaluation/read-recorded";
import type { RecordedExchange } from "@/server/evaluation/recorded-exchange";
import { openBody } from "@/server/modules/content-keys";

/** Longer than any call of a judge takes: a worker that died is then taken to have. */
const LEASE_MS = 5 * 60_000;

/** Takes an answer that waits for its judge, of none of these organisations; others see it again only if this process ends. */
export async function claimJudgement(now: Date, busyOrgIds: readonly string[]): Promise<Judgement | null> {
  const db = systemDb();
  const [claimed] = await db.$queryRaw<{ id: string }[]>`
    UPDATE judgements SET tries = tries + 1, due_at = ${new Date(now.getTime() + LEASE_MS)} WHERE id = (
      SELECT id FROM judgements
      WHERE due_at <= ${now} AND status = 'pending' AND org_id <> ALL(${[...busyOrgIds]}::text[])
      ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return claimed === undefined ? null : db.judgement.findUnique({ where: { id: claimed.id } });
}

/** What was said, as far as it is still stored. */
export async function readExchange(
  tx: Tx,
  { orgId, requestId, createdAt }: Pick<Judgement, "orgId" | "requestId" | "createdAt">,
): Promise<RecordedExchange | null> {
  const stored = await tx.requestBody.findFirst({ where: { requestId, createdAt, orgId } });
  const body = await openBody(tx, orgId, stored);
  const request = await tx.request.findFirst({
    where: { id: requestId, createdAt, orgId },
    select: { endpoint: true, finishReason: true },
  });
  if (body === null || request === null) return null;
  const { requestBody, responseBody, isTruncated, isRedacted } = body;
  return readRecorded({ ...request, request: requestBody, response: responseBody, isTruncated, isRedacted });
}
