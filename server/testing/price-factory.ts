import { newId } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";

/** The organisation’s own price for a model of its custom provider, in USD for a million tokens of either kind. */
export async function createTestPrice(
  { orgId }: { orgId: string },
  model: string,
  usd: number,
): Promise<void> {
  await systemDb().priceOverride.create({
    data: { id: newId("price"), orgId, provider: "custom", model, rates: { input: usd, output: usd } },
  });
}
