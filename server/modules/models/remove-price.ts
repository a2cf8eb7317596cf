import type { z } from "zod";
import { type PriceOverride, PriceOverrideSchema, RemovePriceInput } from "@/server/contracts/prices";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { PRICE_OVERRIDE_FIELDS } from "./prices.queries";

/** From now on the public list holds again. Costs made by the price stay. Doing it again changes nothing. */
export async function removePrice(ctx: Ctx, input: z.input<typeof RemovePriceInput>): Promise<PriceOverride> {
  authorize(ctx, "price:manage");
  const { id } = parseInput(RemovePriceInput, input);
  return withTenant(ctx, async (tx) => {
    const where = { id, orgId: ctx.orgId };
    const row = await tx.priceOverride.findFirst({ where, select: PRICE_OVERRIDE_FIELDS });
    if (row === null) throw notFound("price");
    const { count } = await tx.priceOverride.updateMany({
      where: { ...where, removedAt: null },
      data: { removedAt: ctx.now() },
    });
    if (count > 0) {
      const changes = { provider: row.provider, model: row.model };
      await writeAudit(tx, ctx, { action: "price.removed", targetKind: "price", targetId: id, changes });
    }
    return PriceOverrideSchema.parse(row);
  });
}
