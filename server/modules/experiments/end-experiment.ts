import {
  CompleteExperimentInput,
  ExperimentIdInput,
  type ExperimentView,
} from "@/server/contracts/experiments";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { copyRoute } from "@/server/modules/routes";
import { endExperiment, getExperimentOrThrow, toExperimentView } from "./experiments.queries";

/** Every session goes to route A again. */
export async function rollBackExperiment(
  ctx: Ctx,
  input: ExperimentIdInput,
  scope: { projectId?: string } = {},
): Promise<ExperimentView> {
  authorize(ctx, "experiment:manage");
  requireFeature(ctx, "experiments");
  const { experimentId } = parseInput(ExperimentIdInput, input);
  return withTenant(ctx, async (tx) => {
    const experiment = await getExperimentOrThrow(tx, ctx, experimentId, scope);
    const ending = { status: "rolled_back", reason: "requested", topic: "route.rolled_back" } as const;
    return toExperimentView(await endExperiment(tx, ctx, experiment, ending));
  });
}

/** Ends the split; with `promote`, route A becomes what B is and keeps its name. */
export async function completeExperiment(
  ctx: Ctx,
  input: CompleteExperimentInput,
  scope: { projectId?: string } = {},
): Promise<ExperimentView> {
  authorize(ctx, "experiment:manage");
  requireFeature(ctx, "experiments");
  const { experimentId, promote } = parseInput(CompleteExperimentInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const experiment = await getExperimentOrThrow(tx, ctx, experimentId, scope);
    const topic = promote ? ("route.promoted" as const) : null;
    const reason = promote ? "promoted" : "requested";
    const ended = await endExperiment(tx, ctx, experiment, { status: "completed", reason, topic });
    if (promote) {
      await copyRoute(tx, ctx, { from: experiment.variantBRouteId, to: experiment.variantARouteId });
    }
    return toExperimentView(ended);
  });
}
