import type { Rate } from "@/server/contracts/prices";
import type { RoutableModelsOutput } from "@/server/contracts/routes";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { findConnectedProviders, pricesInForce } from "@/server/modules/models";
import { listModels } from "@/server/pricing/list-models";
import { baseRate } from "@/server/pricing/rates";

/** The chat models that the organisation's providers serve, with their prices; the sandbox's are always there. */
export async function listRoutableModels(ctx: Ctx): Promise<RoutableModelsOutput> {
  authorize(ctx, "route:read");
  const { connected, own } = await withTenant(ctx, async (tx) => ({
    connected: await findConnectedProviders(tx, ctx.orgId),
    own: await pricesInForce(tx, ctx.orgId),
  }));
  const items = listModels(connected).filter(({ kind }) => kind === "chat");
  return {
    items: items.map(({ id, provider, model, name, contextWindow, price: listed }) => {
      const price = own.get(id)?.rates ?? listed;
      return {
        provider,
        model,
        name,
        contextWindow,
        inputMicroUsdPerMtok: microUsd(price?.input),
        outputMicroUsdPerMtok: microUsd(price?.output),
      };
    }),
  };
}

function microUsd(rate: Rate | undefined): number | null {
  const usd = baseRate(rate);
  return usd === null ? null : Math.round(usd * 1e6);
}
