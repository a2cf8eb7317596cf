import type { Proof } from "@/server/contracts/feedback";
import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";
import { giveCredit } from "./count-feedback";
import { tellAnswer } from "./nps-outbox";

export interface StoredAnswer {
  id: string;
  projectId: string;
  survey: string;
  sessionId: string;
  score: number;
  /** As it is stored. */
  comment: string | null;
  proof: Proof;
  model: string | null;
  isHeld: boolean;
  isSandbox: boolean;
  joinedAt: Date | null;
  answeredAt: Date;
}

/** Whether an answer is shown: somebody vouches for it, or its session is real; and nobody holds it back. */
export function isCounted(answer: Pick<StoredAnswer, "proof" | "joinedAt" | "isHeld">): boolean {
  return !answer.isHeld && (answer.proof !== "anonymous" || answer.joinedAt !== null);
}

/** What follows from an answer once it counts: it is told to others, and its session's decisions get their credit. */
export async function countAnswer(tx: Tx, ctx: Pick<Ctx, "orgId">, answer: StoredAnswer): Promise<number> {
  if (isCounted(answer)) await tellAnswer(tx, ctx, answer);
  const isCredited = answer.joinedAt !== null && !answer.isHeld;
  const source = { ...answer, requestId: "", at: answer.answeredAt };
  return giveCredit(tx, ctx, source, isCredited ? { signal: "nps", score01: answer.score / 10 } : null);
}
