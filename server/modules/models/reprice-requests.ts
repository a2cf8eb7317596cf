import { RepriceInput, type RepriceOutput } from "@/server/contracts/models";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { resolveWindow } from "@/server/modules/requests";
import { findConnectedProviders, namesBehind } from "./connected-providers";
import { pricesInForce } from "./prices.queries";
import {
  type KnownPrices,
  type RepriceCursor,
  type RepricedBatch,
  type RepriceScope,
  repriceBatch,
} from "./reprice-batch";

/** So that a person does not wait for longer than a few seconds; the job does the rest. */
const BATCHES_MAX = 20;

/** Gives requests of unknown cost the price that is known by now. Costs that are known stay as they are. */
export async function repriceRequests(ctx: Ctx, input: RepriceInput): Promise<RepriceOutput> {
  authorize(ctx, "price:manage");
  const { range, provider, model } = parseInput(RepriceInput, input);
  const scope = { orgId: ctx.orgId, ...resolveWindow(ctx, range), provider, model };
  const report = await repriceScope(scope, BATCHES_MAX);
  await withTenant(ctx, (tx) =>
    writeAudit(tx, ctx, {
      action: "requests.repriced",
      targetKind: "organization",
      targetId: ctx.orgId,
      changes: { ...report, from: scope.from, to: scope.to, provider, model },
    }),
  );
  return report;
}

/** Batch after batch, each in a transaction of its own so that ingestion never waits for long. */
export async function repriceScope(scope: RepriceScope, batchesMax: number): Promise<RepriceOutput> {
  const report = { priced: 0, unpriced: 0, hasMore: false };
  let cursor: RepriceCursor | null = null;
  for (let batch = 0; batch < batchesMax; batch += 1) {
    const done: RepricedBatch = await nextBatch(scope, cursor);
    report.priced += done.priced;
    report.unpriced += done.looked - done.priced;
    cursor = done.next;
    if (cursor === null) return report;
  }
  return { ...report, hasMore: true };
}

function nextBatch(scope: RepriceScope, after: RepriceCursor | null): Promise<RepricedBatch> {
  return withTenant(scope, async (tx) => repriceBatch(tx, scope, await knownPrices(tx, scope.orgId), after));
}

async function knownPrices(tx: Tx, orgId: string): Promise<KnownPrices> {
  const connected = await findConnectedProviders(tx, orgId);
  return { own: await pricesInForce(tx, orgId), behind: namesBehind(connected) };
}
