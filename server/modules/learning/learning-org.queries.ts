import { PriceVectorSchema } from "@/server/contracts/prices";
import type { Tx } from "@/server/db/tenant";
import type { LearningOrg } from "./learned-state";
import { findOwnPart } from "./load-own-part";

/** What the learner has to know of an organisation, as the gateway's configuration holds it. */
export async function learningOrgOf(tx: Tx, orgId: string): Promise<LearningOrg> {
  const { createdAt, learningMode } = await tx.organization.findUniqueOrThrow({
    where: { orgId },
    select: { createdAt: true, learningMode: true },
  });
  const rows = await tx.priceOverride.findMany({
    where: { orgId, removedAt: null },
    select: { provider: true, model: true, rates: true },
  });
  const prices = rows.flatMap(({ rates, ...row }) => {
    const parsed = PriceVectorSchema.safeParse(rates);
    return parsed.success ? [{ ...row, rates: parsed.data }] : [];
  });
  const learning = await findOwnPart(tx, orgId);
  return { createdAtMs: createdAt.getTime(), learningMode, learning, prices };
}
