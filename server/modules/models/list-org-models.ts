import { z } from "zod";
import { ListModelsInput, type ModelRow } from "@/server/contracts/models";
import type { PriceOverride } from "@/server/contracts/prices";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { resolveWindow } from "@/server/modules/requests";
import { catalogModel, listModels, wholeCatalog } from "@/server/pricing/list-models";
import { findConnectedProviders } from "./connected-providers";
import { pricesInForce } from "./prices.queries";

const USED_MODELS_MAX = 2_000;

/** The models an organisation can call or has called, and if asked, all that we know; each with its price and recent use. */
export async function listOrgModels(
  ctx: Ctx,
  input: z.input<typeof ListModelsInput>,
): Promise<{ items: ModelRow[] }> {
  authorize(ctx, "request:read");
  const { scope } = parseInput(ListModelsInput, input);
  const { connected, prices, used } = await withTenant(ctx, async (tx) => ({
    connected: await findConnectedProviders(tx, ctx.orgId),
    prices: await pricesInForce(tx, ctx.orgId),
    used: await usedModels(tx, ctx),
  }));
  const callable = new Set(connected.map(({ provider }) => provider));
  const models = new Map(
    (scope === "all" ? [...listModels(connected), ...wholeCatalog()] : listModels(connected)).map((model) => [
      model.id,
      model,
    ]),
  );
  // What was called or priced and is in no list: self-hosted models, deployments, fine-tuned ones.
  for (const { provider, model } of [...used.values(), ...prices.values()]) {
    const known = catalogModel(provider, model);
    if (known !== null && !models.has(known.id)) models.set(known.id, known);
  }
  const items = [...models.values()].map((model) => ({
    ...model,
    ...priceFacts(model.price !== null, prices.get(model.id)),
    isConnected: callable.has(model.provider),
    ...useOf(used.get(model.id)),
  }));
  return { items };
}

function priceFacts(
  isListed: boolean,
  own: PriceOverride | undefined,
): Pick<ModelRow, "priceSource" | "priceOverrideId"> & Partial<Pick<ModelRow, "price">> {
  if (own !== undefined) return { price: own.rates, priceSource: "override", priceOverrideId: own.id };
  return { priceSource: isListed ? "list" : null, priceOverrideId: null };
}

const Used = z.object({
  provider: z.string(),
  model: z.string(),
  requests: z.int(),
  costMicroUsd: z.number(),
  unpricedRequests: z.int(),
  lastUsedAt: z.date(),
});
type Used = z.output<typeof Used>;

function useOf(
  used: Used | undefined,
): Pick<ModelRow, "requests" | "costMicroUsd" | "unpricedRequests" | "lastUsedAt"> {
  if (used === undefined) return { requests: 0, costMicroUsd: 0, unpricedRequests: 0, lastUsedAt: null };
  const { requests, costMicroUsd, unpricedRequests, lastUsedAt } = used;
  return { requests, costMicroUsd, unpricedRequests, lastUsedAt };
}

async function usedModels(tx: Tx, ctx: Ctx): Promise<ReadonlyMap<string, Used>> {
  const recent = resolveWindow(ctx, "7d").from;
  const kept = resolveWindow(ctx, "90d").from;
  const rows = await tx.$queryRaw<unknown[]>`
    select provider, model, least(max(hour) + interval '1 hour', now()) as "lastUsedAt",
      coalesce(sum(request_count) filter (where hour >= date_trunc('hour', ${recent}::timestamptz)), 0)::int as "requests",
      coalesce(sum(cost_micro_usd) filter (where hour >= date_trunc('hour', ${recent}::timestamptz)), 0)::float8 as "costMicroUsd",
      coalesce(sum(unpriced_count) filter (where hour >= date_trunc('hour', ${recent}::timestamptz)), 0)::int as "unpricedRequests"
    from request_rollups
    where org_id = ${ctx.orgId} and hour >= ${kept}::timestamptz and model <> '' and provider <> ''
    group by provider, model order by max(hour) desc limit ${USED_MODELS_MAX}`;
  return new Map(
    z
      .array(Used)
      .parse(rows)
      .map((row) => [`${row.provider}/${row.model}`, row]),
  );
}
