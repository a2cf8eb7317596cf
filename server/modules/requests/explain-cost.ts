import { type CostBreakdown, CostSourceSchema, PriceVectorSchema } from "@/server/contracts/prices";
import type { Ctx } from "@/server/core/context";
import type { Request } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { type OwnPrice, type Price, priceUsage } from "@/server/pricing/price";
import { listNameIn } from "@/server/pricing/price-book";
import { tierFactor } from "@/server/pricing/service-tier";
import { parseDetails, type TokenUsage } from "@/server/pricing/token-usage";
import { unusedCostMicroUsd } from "@/server/pricing/unused-cost";

/**
 * How a cost came about. Only sums are stored with a request; its parts are worked out again from what it used and the
 * price of its day, and shown only if they still come to what was charged.
 */
export async function explainCost(tx: Tx, ctx: Ctx, request: Request): Promise<CostBreakdown | null> {
  const source = CostSourceSchema.safeParse(request.costSource);
  if (request.costMicroUsd === null || !source.success) return null;
  const usage = usageOf(request);
  const price = priceAgain(request, usage, await ownPriceOf(tx, ctx, request));
  const unusedMicroUsd = unusedCostMicroUsd(request.attempts);
  const besideMicroUsd = unusedMicroUsd + (request.embedCostMicroUsd ?? 0);
  const isSame =
    price?.source === source.data && price.costMicroUsd + besideMicroUsd === request.costMicroUsd;
  return {
    source: source.data,
    version: request.priceVersion,
    parts: isSame ? [...price.parts] : null,
    tierStart: isSame ? price.tierStart : null,
    ...tierFacts(request),
    unusedMicroUsd,
    embeddingMicroUsd: request.embedCostMicroUsd ?? 0,
    statedMicroUsd: usage.statedCostMicroUsd ?? null,
  };
}

function usageOf(request: Request): TokenUsage {
  const { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, reasoningTokens } = request;
  const counts = { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, reasoningTokens };
  return { ...counts, ...parseDetails(request.usageDetails), serviceTier: request.serviceTier };
}

function priceAgain(request: Request, usage: TokenUsage, own: OwnPrice | null): Price | null {
  const { provider, model, createdAt: at, priceVersion, costSource } = request;
  if (provider === null || model === null) return null;
  const listName = (costSource === "list" ? listNameIn(priceVersion) : null) ?? model;
  return priceUsage({ provider, model, listName, usage, at, own });
}

/** The organisation's price that was used, though it may have been removed since. */
async function ownPriceOf(tx: Tx, ctx: Ctx, request: Request): Promise<OwnPrice | null> {
  if (request.costSource !== "override" || request.priceVersion === null) return null;
  const row = await tx.priceOverride.findFirst({
    where: { id: request.priceVersion, orgId: ctx.orgId },
    select: { id: true, rates: true },
  });
  const rates = PriceVectorSchema.safeParse(row?.rates);
  return row !== null && rates.success ? { id: row.id, rates: rates.data } : null;
}

type TierFacts = Pick<CostBreakdown, "serviceTier" | "serviceTierFactor" | "serviceTierState">;

function tierFacts({ provider, model, serviceTier, costSource }: Request): TierFacts {
  if (serviceTier === null || costSource !== "list" || provider === null || model === null) {
    return { serviceTier, serviceTierFactor: null, serviceTierState: "standard" };
  }
  const { factor, isPublished } = tierFactor(provider, model, serviceTier);
  if (!isPublished) return { serviceTier, serviceTierFactor: null, serviceTierState: "unpublished" };
  const serviceTierState = factor === 1 ? "standard" : "published";
  return { serviceTier, serviceTierFactor: factor, serviceTierState };
}
