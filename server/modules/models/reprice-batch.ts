import { z } from "zod";
import { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { type OwnPrice, type Price, priceUsage } from "@/server/pricing/price";
import { findPricedModel } from "@/server/pricing/price-book";
import { parseDetails } from "@/server/pricing/token-usage";
import { unusedCostMicroUsd } from "@/server/pricing/unused-cost";
import { addToCounters, type PricedRow } from "./add-to-counters";

const BATCH_ROWS = 500;

/** By `provider/model`: the organisation's own prices, and what stands behind its own names. */
export interface KnownPrices {
  own: ReadonlyMap<string, OwnPrice>;
  behind: ReadonlyMap<string, string>;
}

/** Which requests of unknown cost to look at. */
export interface RepriceScope {
  orgId: string;
  from: Date;
  to: Date;
  provider?: string | undefined;
  model?: string | undefined;
}

/** Where the last batch ended. */
export interface RepriceCursor {
  createdAt: Date;
  id: string;
}

export interface RepricedBatch {
  looked: number;
  priced: number;
  /** Null when there are no more. */
  next: RepriceCursor | null;
}

const count = z.int().nullable();
const Row = z.object({
  id: z.string(),
  createdAt: z.date(),
  projectId: z.string(),
  apiKeyId: z.string(),
  sessionId: z.string(),
  provider: z.string(),
  model: z.string(),
  status: z.string(),
  inputTokens: z.int(),
  cachedInputTokens: count,
  cacheWriteTokens: count,
  outputTokens: count,
  reasoningTokens: count,
  serviceTier: z.string().nullable(),
  usageDetails: z.unknown(),
  attempts: z.unknown(),
  routeId: z.string().nullable(),
  embedCostMicroUsd: count,
});
type Row = z.output<typeof Row>;

/**
 * Prices one batch of requests whose cost was not known, and adds what they cost to the hourly counters and sessions in
 * the same transaction. Only rows that are still without a cost change, so that doing it twice adds nothing.
 */
export async function repriceBatch(
  tx: Tx,
  scope: RepriceScope,
  prices: KnownPrices,
  after: RepriceCursor | null,
): Promise<RepricedBatch> {
  const rows = await unpricedRows(tx, scope, after);
  const priced = rows.flatMap((row) => {
    const price = priceOf(row, prices);
    return price === null ? [] : [{ ...row, price }];
  });
  await storeCosts(tx, scope.orgId, priced);
  await addToCounters(tx, scope.orgId, priced);
  return {
    looked: rows.length,
    priced: priced.length,
    next: rows.length < BATCH_ROWS ? null : (rows.at(-1) ?? null),
  };
}

function priceOf(row: Row, { own, behind }: KnownPrices): Price | null {
  const { provider, model, createdAt: at } = row;
  const { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, reasoningTokens } = row;
  const counts = { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, reasoningTokens };
  const usage = { ...counts, ...parseDetails(row.usageDetails), serviceTier: row.serviceTier };
  const id = `${provider}/${model}`;
  const stands = behind.get(id);
  const listName = stands !== undefined && findPricedModel(provider, stands) !== null ? stands : model;
  const price = priceUsage({ provider, model, listName, at, usage, own: own.get(id) ?? null });
  if (price === null) return null;
  const unused = unusedCostMicroUsd(row.attempts);
  return {
    ...price,
    costMicroUsd: price.costMicroUsd + unused + (row.embedCostMicroUsd ?? 0),
    inputCostMicroUsd: price.inputCostMicroUsd === null ? null : price.inputCostMicroUsd + unused,
  };
}

/** Locked, so that two runs cannot count one row twice. */
async function unpricedRows(tx: Tx, scope: RepriceScope, after: RepriceCursor | null): Promise<Row[]> {
  const { orgId, from, to, provider, model } = scope;
  const rows = await tx.$queryRaw<unknown[]>`
    select id, created_at as "createdAt", project_id as "projectId", api_key_id as "apiKeyId", session_id as "sessionId", provider, model, status,
      input_tokens as "inputTokens", cached_input_tokens as "cachedInputTokens", cache_write_tokens as "cacheWriteTokens",
      output_tokens as "outputTokens", reasoning_tokens as "reasoningTokens", service_tier as "serviceTier",
      usage_details as "usageDetails", attempts, route_id as "routeId", cache_embedding_micro_usd as "embedCostMicroUsd"
    from requests
    where org_id = ${orgId} and created_at >= ${from} and created_at <= ${to}
      and cost_micro_usd is null and input_tokens is not null and model is not null and provider is not null
      ${provider === undefined ? Prisma.empty : Prisma.sql`and provider = ${provider}`}
      ${model === undefined ? Prisma.empty : Prisma.sql`and model = ${model}`}
      ${after === null ? Prisma.empty : Prisma.sql`and (created_at, id) > (${after.createdAt}, ${after.id}::uuid)`}
    order by created_at, id limit ${BATCH_ROWS} for update`;
  return z.array(Row).parse(rows);
}

async function storeCosts(tx: Tx, orgId: string, rows: readonly PricedRow[]): Promise<void> {
  const [first, last] = [rows.at(0), rows.at(-1)];
  if (first === undefined || last === undefined) return;
  const prices = rows.map(({ price }) => price);
  await tx.$executeRaw`
    update requests as r set cost_micro_usd = v.cost, input_cost_micro_usd = v.input, output_cost_micro_usd = v.output,
      cost_source = v.source, price_version = v.version
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${prices.map((price) => price.costMicroUsd)}::int[],
      ${prices.map((price) => price.inputCostMicroUsd)}::int[], ${prices.map((price) => price.outputCostMicroUsd)}::int[],
      ${prices.map((price) => price.source)}::text[], ${prices.map((price) => price.version)}::text[])
      as v(id, cost, input, output, source, version)
    where r.id = v.id and r.org_id = ${orgId} and r.created_at >= ${first.createdAt} and r.created_at <= ${last.createdAt}`;
}
