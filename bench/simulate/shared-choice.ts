import { loadSharedModel } from "@/server/modules/learning";
import { BENCHMARK_PRIOR } from "@/server/routing/prior/benchmark-prior";
import type { EndUsers } from "./end-users";
import { MODELS, PROVIDER, TASKS } from "./market";
import { bestModel, modelWorth, utilityOf } from "./worth";

/**
 * How far below the best possible a newcomer would be that chose by the shared model alone: points of 0 to 10, the mean over
 * tasks and over the tastes of `users`.
 */
export async function lostBySharedChoice(users: readonly EndUsers[]): Promise<number> {
  const shared = await loadSharedModel(null);
  if (shared === null) throw new Error("there is no shared model");
  const chosen = TASKS.map(({ category }) =>
    modelWorth((model) => {
      const name = `${PROVIDER}/${MODELS[model]?.model}`;
      return BENCHMARK_PRIOR.mean(category, name) + shared.reader.evidence(category, name).theta;
    }),
  );
  const lost = users.flatMap((own) =>
    chosen.map(
      (model, task) => 10 * (utilityOf(own, task, bestModel(own, task)) - utilityOf(own, task, model)),
    ),
  );
  return lost.reduce((sum, one) => sum + one, 0) / lost.length;
}
