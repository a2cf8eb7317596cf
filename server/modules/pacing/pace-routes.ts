import { systemDb } from "@/server/db/system";
import type { Tx } from "@/server/db/tenant";
import { routeOutlook } from "@/server/modules/learning";
import { type Pace, paced } from "@/server/routing/learner/pacing";

const ROUTES_MAX = 1_000;
const LIMITS = { maxWait: 10_000, timeout: 30_000 };

/**
 * Works out anew what a dollar weighs on every route that has a target for its mean cost and has spent something since
 * the last time. Gateways are told by the database. Returns how many prices have changed.
 */
export async function paceRoutes(now: Date): Promise<number> {
  const due = await systemDb().$queryRaw<{ route_id: string }[]>`
    SELECT route_id FROM route_pacing WHERE request_count > paced_request_count
    ORDER BY stepped_at, route_id LIMIT ${ROUTES_MAX}`;
  let changed = 0;
  for (const { route_id } of due)
    changed += Number(await systemDb().$transaction((tx) => paceRoute(tx, route_id, now), LIMITS));
  return changed;
}

/** One process at a time: another waits, and finds nothing left to do. */
async function paceRoute(tx: Tx, routeId: string, now: Date): Promise<boolean> {
  await tx.$queryRaw`SELECT 1 FROM route_pacing WHERE route_id = ${routeId} FOR UPDATE`;
  const row = await tx.routePacing.findUnique({
    where: { routeId },
    omit: { startedAt: true, steppedAt: true },
    include: { route: { select: { costTargetMicroUsd: true } } },
  });
  const target = row?.route.costTargetMicroUsd ?? null;
  if (row === null || target === null || row.requestCount === row.pacedRequestCount) return false;
  const outlook = await routeOutlook(tx, { orgId: row.orgId, routeId }, now);
  if (outlook === null) return false;
  const { price: before, ...sums } = paceOf(row);
  const requests = row.requestCount - row.pacedRequestCount;
  const usd = Number(row.costMicroUsd - row.pacedCostMicroUsd) / 1e6;
  const next = paced({ price: before, ...sums }, { requests, usd }, target / 1e6, outlook.expected);
  const { low: lowLambda, high: highLambda, highShare } = next.price;
  await tx.routePacing.update({
    where: { routeId },
    data: {
      ...{ lowLambda, highLambda, highShare },
      ...{ debtUsd: next.debtUsd, spentUsd: next.spentUsd, expectedUsd: next.expectedUsd },
      ...{ pacedRequestCount: row.requestCount, pacedCostMicroUsd: row.costMicroUsd, steppedAt: now },
    },
    select: { routeId: true },
  });
  return lowLambda !== before.low || highLambda !== before.high || highShare !== before.highShare;
}

interface StoredPace {
  lowLambda: number;
  highLambda: number;
  highShare: number;
  debtUsd: number;
  spentUsd: number;
  expectedUsd: number;
}

function paceOf({ lowLambda, highLambda, highShare, debtUsd, spentUsd, expectedUsd }: StoredPace): Pace {
  return { price: { low: lowLambda, high: highLambda, highShare }, debtUsd, spentUsd, expectedUsd };
}
