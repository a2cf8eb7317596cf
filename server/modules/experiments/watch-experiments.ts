import type { PlanId } from "@/server/contracts/plans";
import type { Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { uuidv7 } from "@/server/core/ids";
import { errorFields, log } from "@/server/core/logger";
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
    }).catch((thrown: unknown) => skipped(thrown, ctx));
    if (rolledBack) count++;
  }
  return count;
}

/** Another worker or a person was faster, or this one cannot be measured now; the others are looked at all the same. */
function skipped(thrown: unknown, { orgId, requestId }: Ctx): boolean {
  const isOver = thrown instanceof AppError && thrown.code === "conflict";
  if (!isOver) log.error("an experiment was not looked at", { orgId, requestId, ...errorFields(thrown) });
  return false;
}

function jobCtx(orgId: string, now: Date): Ctx {
  const planId: PlanId = "enterprise";
  const actor = { kind: "job", name: "watch-experiments" } as const;
  return { orgId, planId, actor, requestId: uuidv7(), address: null, now: () => now };
}
