import { ExperimentIdInput, type ExperimentResults } from "@/server/contracts/experiments";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";
import { getExperimentOrThrow } from "./experiments.queries";
import { judgeVariants } from "./judge-variants";
import { measureVariants } from "./measure-variants";

/** How both sides of an experiment have done, and who is better as far as that can be said. */
export async function getResults(
  ctx: Ctx,
  input: ExperimentIdInput,
  scope: { projectId?: string } = {},
): Promise<ExperimentResults> {
  authorize(ctx, "experiment:read");
  requireFeature(ctx, "experiments");
  const { experimentId } = parseInput(ExperimentIdInput, input);
  return withTenant(ctx, async (tx) => {
    const experiment = await getExperimentOrThrow(tx, ctx, experimentId, scope);
    const figures = await measureVariants(tx, experiment, ctx.now());
    return {
      experiment_id: experiment.id,
      variant_a: figures.a.results,
      variant_b: figures.b.results,
      ...judgeVariants(figures),
      computed_at: ctx.now().toISOString(),
    };
  });
}
