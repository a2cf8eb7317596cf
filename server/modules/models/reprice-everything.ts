import { systemDb } from "@/server/db/system";
import { listPrice } from "@/server/pricing/price-book";
import { repriceScope } from "./reprice-requests";

const DAY_MS = 86_400_000;
/** The longest that any plan keeps requests of. */
const LOOK_BACK_MS = 180 * DAY_MS;
const MODELS_MAX = 1_000;
const BATCHES_BY_MODEL_MAX = 200;

/**
 * The worker's half of re-pricing: requests whose model had no known price and has one now, since the price list came
 * with a new version or the organisation set a price. Counters tell which models to look at, so that one that stays
 * unknown costs nothing. Returns how many requests got a cost.
 */
export async function repriceEverything(now: Date): Promise<number> {
  let priced = 0;
  for (const scope of await pricedByNow(new Date(now.getTime() - LOOK_BACK_MS), now)) {
    const report = await repriceScope(scope, BATCHES_BY_MODEL_MAX);
    priced += report.priced;
  }
  return priced;
}

interface Candidate {
  orgId: string;
  provider: string;
  model: string;
}

async function pricedByNow(from: Date, to: Date): Promise<(Candidate & { from: Date; to: Date })[]> {
  const db = systemDb();
  const unpriced = await db.requestRollup.groupBy({
    by: ["orgId", "provider", "model"],
    where: { hour: { gte: from }, unpricedCount: { gt: 0 }, model: { not: "" } },
    orderBy: [{ orgId: "asc" }, { provider: "asc" }, { model: "asc" }],
    take: MODELS_MAX,
  });
  const own = await db.priceOverride.findMany({
    where: { removedAt: null, orgId: { in: [...new Set(unpriced.map(({ orgId }) => orgId))] } },
    select: { orgId: true, provider: true, model: true },
  });
  const owned = new Set(own.map(nameOf));
  return unpriced
    .filter((entry) => owned.has(nameOf(entry)) || listPrice(entry.provider, entry.model, to) !== null)
    .map(({ orgId, provider, model }) => ({ orgId, provider, model, from, to }));
}

function nameOf({ orgId, provider, model }: Candidate): string {
  return [orgId, provider, model].join("\u0001");
}
