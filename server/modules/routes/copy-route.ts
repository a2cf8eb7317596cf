import { writeAudit } from "@/server/core/audit";
import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";
import { startPacing } from "@/server/modules/pacing";
import { nameOf, replaceCandidates } from "./replace-candidates";
import { getRouteOrThrow } from "./routes.queries";

/** A route takes over another's models and how it chooses and calls; its own name and pin end up as they must. */
export async function copyRoute(tx: Tx, ctx: Ctx, { from, to }: { from: string; to: string }): Promise<void> {
  const source = await getRouteOrThrow(tx, ctx, from);
  const target = await getRouteOrThrow(tx, ctx, to);
  // What is only on trial there has not earned a place here.
  const live = source.candidates.filter(({ stage }) => stage === "live");
  const candidates = live.map(({ provider, model, weight, isEnabled }) => ({
    provider,
    model,
    weight,
    isEnabled,
  }));
  const { ids } = await replaceCandidates(tx, ctx, target, candidates);
  const { strategy, costWeight, costTargetMicroUsd, settings } = source;
  const pinnedCandidateId = target.pinnedCandidateId;
  const isPinKept = pinnedCandidateId !== null && ids.has(pinnedCandidateId);
  await tx.route.update({
    where: { id: to },
    data: {
      strategy,
      costWeight,
      costTargetMicroUsd,
      settings,
      pinnedCandidateId: isPinKept ? pinnedCandidateId : null,
      updatedAt: ctx.now(),
    },
    select: { id: true },
  });
  await startPacing(tx, ctx, to);
  await writeAudit(tx, ctx, {
    action: "route.promoted",
    targetKind: "route",
    targetId: to,
    changes: { from, before: target.candidates.map(nameOf), after: live.map(nameOf) },
  });
}
