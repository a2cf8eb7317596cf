import { RouteTrafficInput, type RouteTrafficOutput, type TrafficFigures } from "@/server/contracts/routes";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { addHistograms, emptyLatencyHistogram, percentile } from "@/server/modules/requests";

const HOUR_MS = 3_600_000;
const ROWS_MAX = 50_000;

interface Counted {
  requestCount: number;
  errorCount: number;
  fallbackCount: number;
  costMicroUsd: bigint;
  latencyHistogram: number[];
}

/** What each route has done lately, in all and by the model that answered. From hourly counters. */
export async function getRouteTraffic(ctx: Ctx, input: RouteTrafficInput): Promise<RouteTrafficOutput> {
  authorize(ctx, "route:read");
  const { hours } = parseInput(RouteTrafficInput, input);
  const since = new Date(ctx.now().getTime() - hours * HOUR_MS);
  const rows = await withTenant(ctx, (tx) =>
    tx.routeRollup.findMany({
      where: { orgId: ctx.orgId, hour: { gte: since } },
      orderBy: { hour: "desc" },
      take: ROWS_MAX,
      select: {
        routeId: true,
        provider: true,
        model: true,
        requestCount: true,
        errorCount: true,
        fallbackCount: true,
        costMicroUsd: true,
        latencyHistogram: true,
      },
    }),
  );
  const items = [...groupBy(rows, (row) => row.routeId)].map(([routeId, ofRoute]) => ({
    routeId,
    ...figuresOf(ofRoute),
    models: [...groupBy(ofRoute, (row) => `${row.provider}/${row.model}`).values()].flatMap((ofModel) => {
      const [first] = ofModel;
      return first === undefined || first.model === ""
        ? []
        : [{ provider: first.provider, model: first.model, ...figuresOf(ofModel) }];
    }),
  }));
  return { items };
}

function figuresOf(rows: readonly Counted[]): TrafficFigures {
  const sum = (read: (row: Counted) => number): number => rows.reduce((total, row) => total + read(row), 0);
  const requests = sum((row) => row.requestCount);
  const histogram = rows.map((row) => row.latencyHistogram).reduce(addHistograms, emptyLatencyHistogram());
  return {
    requests,
    errorRate: requests === 0 ? 0 : sum((row) => row.errorCount) / requests,
    fallbackRate: requests === 0 ? 0 : sum((row) => row.fallbackCount) / requests,
    p50LatencyMs: percentile(histogram, 0.5),
    p95LatencyMs: percentile(histogram, 0.95),
    costMicroUsd: sum((row) => Number(row.costMicroUsd)),
  };
}

function groupBy<T>(rows: readonly T[], nameOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const name = nameOf(row);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return groups;
}
