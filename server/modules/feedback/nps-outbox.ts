import { createHash } from "node:crypto";
import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";

export interface ToldAnswer {
  id: string;
  projectId: string;
  survey: string;
  sessionId: string;
  score: number;
  proof: string;
  /** Encrypted, as it is stored; opened again where a webhook is called. */
  comment: string | null;
  model: string | null;
  isSandbox: boolean;
}

const DETRACTOR_SCORE_MAX = 6;

/**
 * Puts `nps.created`, and for a low score `nps.detractor`, into the outbox. Each is told once for an answer: the
 * message's id is made of the answer's, so that a second one finds the first in its place.
 */
export async function tellAnswer(tx: Tx, ctx: Pick<Ctx, "orgId">, answer: ToldAnswer): Promise<void> {
  const topics = answer.score <= DETRACTOR_SCORE_MAX ? ["nps.created", "nps.detractor"] : ["nps.created"];
  const payload = {
    id: answer.id,
    project_id: answer.projectId,
    survey: answer.survey,
    session_id: answer.sessionId,
    score: answer.score,
    proof: answer.proof,
    comment: answer.comment,
    model: answer.model,
    sandbox: answer.isSandbox,
  };
  await tx.outboxMessage.createMany({
    data: topics.map((topic) => ({ id: messageId(topic, answer.id), orgId: ctx.orgId, topic, payload })),
    skipDuplicates: true,
  });
}

function messageId(topic: string, answerId: string): string {
  return `out_${createHash("sha256").update(`${topic}\u0001${answerId}`).digest("hex").slice(0, 32)}`;
}
