import { EVENT_TYPES, type FeedbackKind, type Proof } from "@/server/contracts/feedback";
import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";
import { creditFeedback, retractFeedback } from "@/server/modules/learning";
import { type Credit, channelOf, creditOf, creditOfEvent } from "./credit-of";

interface Source {
  id: string;
  projectId: string;
  sessionId: string;
  requestId: string;
  at: Date;
  proof: Proof;
}

/** Gives the decisions of a session, or of one request of it, what the feedback says; takes back what it said before. */
export async function giveCredit(
  tx: Tx,
  { orgId }: Pick<Ctx, "orgId">,
  source: Source,
  credit: Credit | null,
): Promise<number> {
  if (credit === null) {
    await retractFeedback(tx, { orgId, sourceId: source.id });
    return 0;
  }
  const { id, projectId, sessionId, requestId, at, proof } = source;
  const { decisionsCredited } = await creditFeedback(tx, {
    ...{ orgId, projectId, sessionId, at, ...credit },
    sourceId: id,
    channel: channelOf(proof),
    requestId: requestId === "" ? null : requestId,
  });
  return decisionsCredited;
}

export interface StoredFeedback {
  id: string;
  projectId: string;
  sessionId: string;
  requestId: string;
  kind: FeedbackKind;
  score: number | null;
  isUseful: boolean | null;
  value: number | null;
  occurredAt: Date;
}

export function countFeedback(tx: Tx, ctx: Pick<Ctx, "orgId">, row: StoredFeedback): Promise<number> {
  return giveCredit(tx, ctx, { ...row, at: row.occurredAt, proof: "server" }, creditOf(row));
}

export interface StoredEvent {
  id: string;
  projectId: string;
  sessionId: string;
  requestId: string;
  type: string;
  value: number | null;
  proof: Proof;
  createdAt: Date;
}

export async function countEvent(tx: Tx, ctx: Pick<Ctx, "orgId">, row: StoredEvent): Promise<void> {
  const type = EVENT_TYPES.find((each) => each === row.type);
  const credit = type === undefined ? null : creditOfEvent(type, row.value);
  await giveCredit(tx, ctx, { ...row, at: row.createdAt }, credit);
}
