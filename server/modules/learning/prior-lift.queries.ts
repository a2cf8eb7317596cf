import { z } from "zod";
import type { PriorLift } from "@/server/contracts/learning";
import type { Tx } from "@/server/db/tenant";
import { estimateLift, type ScoredSession } from "@/server/routing/learner/prior-lift";
import type { SharedSnapshot } from "@/server/routing/learner/snapshot";
import { unitHash } from "@/server/routing/unit-hash";
import { holdOut } from "./held-out";
import { teachingOrgOf } from "./load-teachers";
import { preferences } from "./preferences";
import { readSharedSnapshot } from "./read-snapshot";

const DAY_MS = 86_400_000;
const WINDOW_DAYS = 30;
const SESSIONS_MAX = 5_000;

const Candidates = z.array(z.object({ provider: z.string(), model: z.string(), propensity: z.number() }));

interface DecidedSession {
  session_id: string;
  score: number;
  category: string | null;
  provider: string;
  model: string;
  candidates: unknown;
}

/** Each session is chosen for by what is known without the sessions of its fold. */
const FOLDS = 4;

type Prefer = (category: string, models: readonly string[]) => number;

/**
 * What the shared model is worth to an organisation: its sessions with a score, weighted as if their models had been
 * chosen by what it knows with the others, and by what it would know alone. Whoever chooses for a session has not heard
 * its score: a choice made of the same scores that judge it would always look good, and most of all alone.
 */
export async function priorLift(tx: Tx, orgId: string, now: Date): Promise<PriorLift> {
  const rows = await decidedSessions(tx, orgId, now);
  if (rows.length === 0) return { sessions: 0, estimate: null };
  const newest = await tx.learningSnapshot.findFirst({
    orderBy: { version: "desc" },
    select: { content: true },
  });
  const shared: SharedSnapshot | null = newest === null ? null : readSharedSnapshot(newest.content);
  const ids = rows.map((row) => row.session_id);
  const known = await holdOut(tx, await teachingOrgOf(tx, orgId, now), ids);
  const folds = Array.from({ length: FOLDS }, (_, fold) => {
    const org = known.without(new Set(ids.filter((id) => foldOf(id) === fold)));
    return { together: preferences(org, shared), alone: preferences(org, null) };
  });
  const sessions = rows.flatMap((row) => {
    const fold = folds[foldOf(row.session_id)];
    return fold === undefined ? [] : scoredSession(row, fold);
  });
  const found = estimateLift(sessions);
  if (found === null) return { sessions: sessions.length, estimate: null };
  const { withShared: with_shared, ...rest } = found;
  return { sessions: sessions.length, estimate: { with_shared, ...rest } };
}

function decidedSessions(tx: Tx, orgId: string, now: Date): Promise<DecidedSession[]> {
  const since = new Date(now.getTime() - WINDOW_DAYS * DAY_MS);
  return tx.$queryRaw<DecidedSession[]>`
    SELECT c.session_id, c.score, d.task_category AS category, d.provider, d.model, d.candidates
    FROM feedback_credits c
    JOIN LATERAL (
      SELECT task_category, provider, model, candidates FROM decisions d
      WHERE d.org_id = c.org_id AND d.session_id = c.session_id AND d.created_at > ${since}
        AND d.strategy = 'feedback_driven' AND d.provider IS NOT NULL AND d.model IS NOT NULL
      ORDER BY d.created_at LIMIT 1
    ) d ON true
    WHERE c.org_id = ${orgId} AND c.signal = 'nps' AND c.channel <> 'anonymous' AND c.created_at > ${since}
    ORDER BY c.created_at DESC LIMIT ${SESSIONS_MAX}`;
}

function foldOf(sessionId: string): number {
  return Math.floor(FOLDS * unitHash(sessionId));
}

function scoredSession(
  row: DecidedSession,
  { together, alone }: { together: Prefer; alone: Prefer },
): ScoredSession[] {
  const candidates = Candidates.safeParse(row.candidates).data ?? [];
  const chosen = candidates.findIndex((one) => one.provider === row.provider && one.model === row.model);
  const propensity = candidates[chosen]?.propensity ?? 0;
  if (propensity <= 0) return [];
  const names = candidates.map(({ provider, model }) => `${provider}/${model}`);
  const category = row.category ?? "general";
  return [
    {
      ...{ score: row.score, chosen, propensity },
      withShared: together(category, names),
      alone: alone(category, names),
    },
  ];
}
