import { fitOwnPart } from "@/server/routing/learner/own-part";
import type { SharedSnapshot } from "@/server/routing/learner/snapshot";
import { BENCHMARK_PRIOR } from "@/server/routing/prior/benchmark-prior";
import { pooledNameOf } from "./pooled-name";
import type { TeachingOrg } from "./teacher-types";

/** Which of some models an organisation would expect its users to like best, with the shared model or (null) without. */
export function preferences(
  { orgId, projects }: TeachingOrg,
  shared: SharedSnapshot | null,
): (category: string, models: readonly string[]) => number {
  const rows = projects.flatMap((project) => project.ownRows);
  const tenant = { tenantId: orgId, groupId: orgId, tier: "paid" as const, isReadOnly: false, rows };
  const [own] = fitOwnPart([tenant], shared, BENCHMARK_PRIOR, {
    pooledName: pooledNameOf,
  });
  const cells = new Map(
    own?.cells.map((cell) => [
      `${cell.category}\n${cell.model}`,
      cell.shared.theta + cell.own.modelOffset + cell.own.cellOffset,
    ]),
  );
  const pooled = new Map(shared?.cells.map((cell) => [`${cell.category}\n${cell.model}`, cell.theta]));
  const general = new Map(shared?.models.map(({ model, g }) => [model, g]));
  const elsewhere = new Map(own?.models.map(({ model, offset }) => [model, offset]));
  const expected = (category: string, model: string): number => {
    const key = `${category}\n${model}`;
    const name = pooledNameOf(model);
    const other =
      (pooled.get(`${category}\n${name}`) ?? general.get(name) ?? 0) + (elsewhere.get(model) ?? 0);
    return BENCHMARK_PRIOR.mean(category, model) + (cells.get(key) ?? other);
  };
  return (category, models) => {
    let best = 0;
    for (const [index, model] of models.entries())
      if (expected(category, model) > expected(category, models[best] ?? "")) best = index;
    return best;
  };
}
