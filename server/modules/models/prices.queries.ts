import { type PriceOverride, PriceOverrideSchema } from "@/server/contracts/prices";
import type { Tx } from "@/server/db/tenant";

export const PRICE_OVERRIDE_FIELDS = {
  id: true,
  provider: true,
  model: true,
  rates: true,
  createdAt: true,
} as const;

/** The organisation's prices that hold now, by `provider/model`. */
export async function pricesInForce(tx: Tx, orgId: string): Promise<ReadonlyMap<string, PriceOverride>> {
  const rows = await tx.priceOverride.findMany({
    where: { orgId, removedAt: null },
    select: PRICE_OVERRIDE_FIELDS,
    take: 1_000,
  });
  return new Map(rows.map((row) => [`${row.provider}/${row.model}`, PriceOverrideSchema.parse(row)]));
}
