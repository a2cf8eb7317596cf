import type { Route } from "@/server/contracts/routes";
import type { Ctx } from "@/server/core/context";
import { newId } from "@/server/core/ids";
import type { Tx } from "@/server/db/tenant";

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
  const rows = candidates.map((candidate, position) => ({
    ...candidate,
    position,
    routeId: route.id,
    orgId: ctx.orgId,
    id: idOf.get(nameOf(candidate)) ?? newId("cand"),
  }));
  await tx.routeCandidate.deleteMany({ where: { routeId: route.id, orgId: ctx.orgId } });
  await tx.routeCandidate.createMany({ data: rows });
  return { ids: new Set(rows.map(({ id }) => id)) };
}

export function nameOf(candidate: { provider: string; model: string }): string {
  return `${candidate.provider}/${candidate.model}`;
}
