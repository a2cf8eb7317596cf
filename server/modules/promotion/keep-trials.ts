import { entitled } from "@/server/contracts/plans";
import type { CandidateStage } from "@/server/contracts/promotion";
import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";
import { beginTrial, endTrial } from "./move-candidate";
import { choosesByItself, findTrialRoute, requiresShadow } from "./trials.queries";

interface Named {
  id: string;
  provider: string;
  model: string;
}

/** What a candidate's row says of its stage. */
export interface TriedCandidate {
  stage: CandidateStage;
  canaryPercent: number | null;
  trialId: string | null;
  shadowPassedAt: Date | null;
}

const LIVE: TriedCandidate = { stage: "live", canaryPercent: null, trialId: null, shadowPassedAt: null };

/**
 * The stages of the models that a route is about to have: one that stays keeps its own, phases of those that leave end, and
 * a new one begins in shadow where the organisation lets no untried model answer. Call before the rows are replaced.
 */
export async function keepTrials(
  tx: Tx,
  ctx: Ctx,
  routeId: string,
  wanted: readonly Named[],
): Promise<TriedCandidate[]> {
  const route = await findTrialRoute(tx, ctx, routeId);
  if (route === null) return wanted.map(() => LIVE);
  const staying = new Set(wanted.map(({ id }) => id));
  for (const { id, trialId } of route.candidates)
    if (!staying.has(id)) await endTrial(tx, ctx, trialId, { outcome: "stopped" });
  const before = new Map(route.candidates.map((row) => [row.id, row]));
  const triesNew =
    entitled(ctx.planId, "promotion") && choosesByItself(route) && (await requiresShadow(tx, ctx));
  const stages: TriedCandidate[] = [];
  for (const [position, candidate] of wanted.entries()) {
    const known = before.get(candidate.id);
    if (known !== undefined) {
      const { stage, canaryPercent, trialId, shadowPassedAt } = known;
      stages.push({ stage, canaryPercent, trialId, shadowPassedAt });
      // The first of a route is what the others are measured against.
    } else if (!triesNew || position === 0) stages.push(LIVE);
    else {
      const shadow = { ...candidate, stage: "shadow" as const };
      stages.push({ ...LIVE, stage: "shadow", trialId: await beginTrial(tx, ctx, route, shadow) });
    }
  }
  return stages;
}
