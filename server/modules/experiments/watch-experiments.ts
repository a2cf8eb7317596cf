import type { PlanId } from "@/server/contracts/plans";
import type { Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { uuidv7 } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { withTenant } from "@/server/db/tenant";
import { endExperiment } from "./experiments.queries";
import { regressionOf } from "./judge-variants";
import { measureVariants } from "./measure-variants";

const EXPERIMENTS_MAX = 10_000;

/** Looks at every running experiment and rolls back those whose B has become worse. Returns how many. */
export async function watchExperiments(now: Date): Promise<number> {
  const running = await systemDb().experiment.findMany({
    where: { status: "active" },
    orderBy: { createdAt: "asc" },
    take: EXPERIMENTS_MAX,
  });
  let count = 0;
  for (const experiment of running) {
    const ctx = jobCtx(experiment.orgId, now);
    const rolledBack = await withTenant(ctx, async (tx) => {
      const regression = regressionOf(await measureVariants(tx, experiment, now));
      if (regression === null) return false;
      const { metric, comparison } = regression;
      const { difference, lower, upper } = comparison;
      const facts = { metric, difference, lower, upper };
      const topic = "route.rolled_back" as const;
      await endExperiment(tx, ctx, experiment, { status: "rolled_back", reason: "regression", topic, facts });
      return true;
    }).catch(endedMeanwhile);
    if (rolledBack) count++;
  }
  return count;
}

/** Another worker, or a person, was faster. */
function endedMeanwhile(thrown: unknown): boolean {
  if (thrown instanceof AppError && thrown.code === "conflict") return false;
  throw thrown;
}

function jobCtx(orgId: string, now: Date): Ctx {
  const planId: PlanId = "enterprise";
  const actor = { kind: "job", name: "watch-experiments" } as const;
  return { orgId, planId, actor, requestId: uuidv7(), address: null, now: () => now };
}
