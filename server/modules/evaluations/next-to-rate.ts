import type { z } from "zod";
import { type AnswerToRate, type NextToRate, NextToRateInput } from "@/server/contracts/ratings";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { isUuidv7 } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { oldestBody } from "@/server/modules/requests";
import { readExchange } from "./judge-tasks.queries";

const DAY_MS = 86_400_000;
const DAYS = 7;
/** The sample is drawn among the newest answers. */
const CANDIDATES_MAX = 2_000;
/** More people than this need not look at the same answer. */
const RATERS_MAX = 3;
/** Some of what is drawn may be a call of a tool, or gone. */
const TRIES_MAX = 20;

/**
 * An answer that this person has not rated. Drawn by chance, so that what is learned from ratings holds for all
 * answers, and each person gets others first.
 */
export async function nextToRate(ctx: Ctx, input: z.input<typeof NextToRateInput>): Promise<NextToRate> {
  authorize(ctx, "rating:write");
  const { projectId, passed } = parseInput(NextToRateInput, input);
  return withTenant(ctx, async (tx) => {
    const own = { orgId: ctx.orgId, raterId: actorId(ctx.actor) };
    const today = new Date(Math.floor(ctx.now().getTime() / DAY_MS) * DAY_MS);
    return {
      next: await drawn(tx, ctx, { projectId: projectId ?? null, passed: passed.filter(isUuidv7) }),
      ratedToday: await tx.manualRating.count({ where: { ...own, ratedAt: { gte: today } } }),
      ratedEver: await tx.manualRating.count({ where: own }),
    };
  });
}

interface Draw {
  projectId: string | null;
  passed: readonly string[];
}

async function drawn(tx: Tx, ctx: Ctx, { projectId, passed }: Draw): Promise<AnswerToRate | null> {
  const { orgId } = ctx;
  const raterId = actorId(ctx.actor);
  const since = new Date(Math.max(oldestBody(ctx).getTime(), ctx.now().getTime() - DAYS * DAY_MS));
  const candidates = await tx.$queryRaw<{ request_id: string; created_at: Date }[]>`
    SELECT c.request_id, c.created_at FROM (
      SELECT request_id, created_at FROM request_checks
      WHERE org_id = ${orgId} AND created_at >= ${since} AND (${projectId}::text IS NULL OR project_id = ${projectId})
        AND jsonb_array_length(results) > 0
      ORDER BY created_at DESC LIMIT ${CANDIDATES_MAX}
    ) c
    WHERE c.request_id <> ALL(${[...passed]}::uuid[])
      AND NOT EXISTS (SELECT 1 FROM manual_ratings m
        WHERE m.org_id = ${orgId} AND m.request_id = c.request_id AND m.rater_id = ${raterId})
      AND (SELECT count(*) FROM manual_ratings m
        WHERE m.org_id = ${orgId} AND m.request_id = c.request_id) < ${RATERS_MAX}
    ORDER BY md5(c.request_id::text || ${raterId}) LIMIT ${TRIES_MAX}`;
  for (const { request_id: requestId, created_at: createdAt } of candidates) {
    const answer = await readAnswer(tx, { orgId, requestId, createdAt });
    if (answer !== null) return answer;
  }
  return null;
}

async function readAnswer(
  tx: Tx,
  key: { orgId: string; requestId: string; createdAt: Date },
): Promise<AnswerToRate | null> {
  const { orgId, requestId, createdAt } = key;
  const exchange = await readExchange(tx, key);
  if (exchange === null || exchange.answer.trim() === "") return null;
  const request = await tx.request.findFirst({
    where: { id: requestId, createdAt, orgId },
    select: { taskCategory: true, isSandbox: true },
  });
  if (request === null) return null;
  const { given, question, answer } = exchange;
  return { requestId, createdAt, ...request, given, question, answer };
}
