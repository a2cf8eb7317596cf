import { GENERAL } from "@/server/contracts/task-categories";
import { uuidv7TimeMs } from "@/server/core/ids";
import type { Tx } from "@/server/db/tenant";
import { creditSession } from "@/server/routing/learner/credit";
import type { CreditedScore } from "./credit-types";
import { isPublicModel } from "./pooled-name";

/** A share of one score that a category and model gets; whole millionths, so that they can be taken out exactly. */
export interface CreditedCell {
  category: string;
  provider: string;
  model: string;
  isShared: boolean;
  weightMicro: number;
}

export interface CreditedSession {
  cells: readonly CreditedCell[];
  decisionsCredited: number;
  /** Requests the session had when it was read; 0 for one that nobody has seen yet. */
  turnCount: number;
}

const MICRO = 1_000_000;
/** An unsigned answer is worth this much of a signed one. */
const ANONYMOUS_WEIGHT = 0.25;
/** A score is about what was said before it; clocks may differ by this much. */
const CLOCK_SKEW_MS = 60_000;
/** A score that came before its session's first request is about what follows within this time. */
export const LATE_JOIN_MS = 24 * 60 * 60 * 1000;
/** The end of a very long session stands for the whole. */
const TURNS_MAX = 200;

/** Which cells a score is credited to by what is stored of its session now. */
export async function creditedSession(tx: Tx, score: CreditedScore): Promise<CreditedSession> {
  const { orgId, projectId, sessionId: id } = score;
  // Read before the requests: should more arrive meanwhile, this count is too low and the credit is worked out again.
  const session = await tx.session.findUnique({
    where: { orgId_projectId_id: { orgId, projectId, id } },
    select: { turnCount: true, firstSeenAt: true, lastSeenAt: true },
  });
  const turns = score.requestId === null ? await turnsBefore(tx, score, session) : await oneTurn(tx, score);
  const requests = turns.map((turn) => ({
    category: turn.taskCategory ?? GENERAL,
    model: `${turn.provider}/${turn.model}`,
    isWithoutModel: !isServed(turn),
    visibleTokens: turn.outputTokens === null ? null : turn.outputTokens - (turn.reasoningTokens ?? 0),
  }));
  const credits = creditSession(requests);
  const models = new Set(credits.map(({ model }) => model));
  return {
    cells: credits.map(({ category, model, weight }) => cellOf(category, model, weight, score)),
    decisionsCredited: requests.filter(({ model, isWithoutModel }) => !isWithoutModel && models.has(model))
      .length,
    turnCount: session?.turnCount ?? 0,
  };
}

const TURN = {
  provider: true,
  model: true,
  taskCategory: true,
  status: true,
  cacheStatus: true,
  endpoint: true,
  outputTokens: true,
  reasoningTokens: true,
} as const;

interface Turn {
  provider: string | null;
  model: string | null;
  taskCategory: string | null;
  status: string;
  cacheStatus: string;
  endpoint: string;
  outputTokens: number | null;
  reasoningTokens: number | null;
}

interface SessionSpan {
  firstSeenAt: Date;
  lastSeenAt: Date;
}

/** In order of time. */
async function turnsBefore(tx: Tx, score: CreditedScore, session: SessionSpan | null): Promise<Turn[]> {
  if (session === null) return [];
  const until = async (limitMs: number): Promise<Turn[]> => {
    const end = new Date(Math.min(limitMs, session.lastSeenAt.getTime()));
    if (end < session.firstSeenAt) return [];
    const { orgId, projectId, sessionId } = score;
    const rows = await tx.request.findMany({
      where: { orgId, projectId, sessionId, createdAt: { gte: session.firstSeenAt, lte: end } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: TURNS_MAX,
      select: TURN,
    });
    return rows.reverse();
  };
  const before = await until(score.at.getTime() + CLOCK_SKEW_MS);
  return before.length > 0 ? before : until(score.at.getTime() + LATE_JOIN_MS);
}

async function oneTurn(tx: Tx, { orgId, projectId, requestId }: CreditedScore): Promise<Turn[]> {
  if (requestId === null) return [];
  const createdAt = new Date(uuidv7TimeMs(requestId));
  const row = await tx.request.findFirst({
    where: { id: requestId, createdAt, orgId, projectId },
    select: TURN,
  });
  return row === null ? [] : [row];
}

const CONVERSATIONS: ReadonlySet<string> = new Set(["chat", "messages", "responses"]);

function isServed({ provider, model, status, cacheStatus, endpoint }: Turn): boolean {
  if (provider === null || model === null || !CONVERSATIONS.has(endpoint)) return false;
  return (status === "ok" || status === "client_closed") && !cacheStatus.startsWith("hit-");
}

function cellOf(category: string, name: string, weight: number, { channel }: CreditedScore): CreditedCell {
  const slash = name.indexOf("/");
  const [provider, model] = [name.slice(0, slash), name.slice(slash + 1)];
  const trust = channel === "anonymous" ? ANONYMOUS_WEIGHT : 1;
  return {
    category,
    provider,
    model,
    isShared: channel !== "anonymous" && isPublicModel(provider, model),
    weightMicro: Math.round(weight * trust * MICRO),
  };
}
