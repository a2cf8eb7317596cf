import { type PriceOverride, PriceOverrideSchema, SetPriceInput } from "@/server/contracts/prices";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { PRICE_OVERRIDE_FIELDS } from "./prices.queries";

const PRICES_MAX = 500;

/**
 * The organisation's own price for a model, from now on and for past requests of unknown cost. One that was set before
 * is kept beside it, removed, so that the costs it made can still be explained.
 */
export async function setPrice(ctx: Ctx, input: SetPriceInput): Promise<PriceOverride> {
  authorize(ctx, "price:manage");
  const { provider, model, rates } = parseInput(SetPriceInput, input);
  if (PROVIDERS[provider] === undefined || PROVIDERS[provider].isSandbox) {
    throw new AppError("invalid_request", "Choose a provider that you can connect.", { param: "provider" });
  }
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const replaced = await tx.priceOverride.updateMany({
      where: { orgId: ctx.orgId, provider, model, removedAt: null },
      data: { removedAt: ctx.now() },
    });
    if (replaced.count === 0) await refuseTooMany(tx, ctx);
    const id = newId("price");
    const facts = { id, orgId: ctx.orgId, provider, model, rates };
    const row = await tx.priceOverride.create({
      data: { ...facts, createdBy: actorId(ctx.actor), createdAt: ctx.now() },
      select: PRICE_OVERRIDE_FIELDS,
    });
    const changes = { provider, model, rates };
    await writeAudit(tx, ctx, { action: "price.set", targetKind: "price", targetId: id, changes });
    return PriceOverrideSchema.parse(row);
  });
}

async function refuseTooMany(tx: Tx, ctx: Ctx): Promise<void> {
  const count = await tx.priceOverride.count({ where: { orgId: ctx.orgId, removedAt: null } });
  if (count < PRICES_MAX) return;
  throw new AppError("limit_exceeded", `An organisation can have ${PRICES_MAX} prices. Remove one first.`);
}
