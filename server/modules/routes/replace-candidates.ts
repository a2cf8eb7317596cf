import type { Route } from "@/server/contracts/routes";
import type { Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import type { Tx } from "@/server/db/tenant";
import { keepTrials } from "@/server/modules/promotion";

interface CandidateInput {
  provider: string;
  model: string;
  weight: number;
  isEnabled: boolean;
}

/** Puts these models in the place of a route's; one that stays keeps its id, and with it what was learned about it. */
export async function replaceCandidates(
  tx: Tx,
  ctx: Ctx,
  route: Pick<Route, "id" | "candidates">,
  candidates: readonly CandidateInput[],
): Promise<{ ids: ReadonlySet<string> }> {
  const idOf = new Map(route.candidates.map((candidate) => [nameOf(candidate), candidate.id]));
  const wanted = candidates.map((candidate) => ({
    ...candidate,
    id: idOf.get(nameOf(candidate)) ?? newId("cand"),
  }));
  const stages = await keepTrials(tx, ctx, route.id, wanted);
  const rows = wanted.map((candidate, position) => ({
    ...{ ...candidate, ...stages[position], position },
    ...{ routeId: route.id, orgId: ctx.orgId },
  }));
  if (!rows.some(({ stage }) => (stage ?? "live") === "live")) throw noneLive();
  await tx.routeCandidate.deleteMany({ where: { routeId: route.id, orgId: ctx.orgId } });
  await tx.routeCandidate.createMany({ data: rows });
  return { ids: new Set(rows.map(({ id }) => id)) };
}

function noneLive(): AppError {
  return new AppError("invalid_field", "no live candidate", {
    userMessage: "A route needs a model that answers: those left are in shadow or a canary.",
    param: "candidates",
  });
}

export function nameOf(candidate: { provider: string; model: string }): string {
  return `${candidate.provider}/${candidate.model}`;
}
