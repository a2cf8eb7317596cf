import type { ModelChange } from "@/server/contracts/learning";
import type { Tx } from "@/server/db/tenant";

const CHANGES_MAX = 50;
const FIELDS = { provider: true, model: true, sinceDay: true, direction: true } as const;

/** Models that the organisation's routes have. */
export function routedModels(tx: Tx, orgId: string): Promise<{ provider: string; model: string }[]> {
  return tx.routeCandidate.findMany({
    where: { orgId, isEnabled: true },
    distinct: ["provider", "model"],
    select: { provider: true, model: true },
  });
}

/** Which models have changed; one that learns alone hears only of what its own scores say. */
export async function modelChanges(
  tx: Tx,
  orgId: string,
  mode: "shared" | "isolated",
): Promise<ModelChange[]> {
  const own = await tx.learningOwnEpoch.findMany({ where: { orgId }, take: CHANGES_MAX, select: FIELDS });
  const routed = mode === "isolated" ? [] : await routedModels(tx, orgId);
  const shared =
    routed.length === 0
      ? []
      : await tx.learningSharedEpoch.findMany({ where: { OR: routed }, take: CHANGES_MAX, select: FIELDS });
  const known = new Set(own.map(({ provider, model }) => `${provider}/${model}`));
  return [
    ...own.map((row) => viewOf(row, "own")),
    ...shared
      .filter(({ provider, model }) => !known.has(`${provider}/${model}`))
      .map((row) => viewOf(row, "shared")),
  ].sort((a, b) => (a.since === b.since ? (a.model < b.model ? -1 : 1) : a.since < b.since ? 1 : -1));
}

function viewOf(
  row: { provider: string; model: string; sinceDay: Date; direction: string },
  found_in: ModelChange["found_in"],
): ModelChange {
  const { provider, model, sinceDay, direction } = row;
  const since = sinceDay.toISOString().slice(0, 10);
  return { provider, model, since, direction: direction === "better" ? "better" : "worse", found_in };
}
