import { z } from "zod";
import type { Tx } from "@/server/db/tenant";
import type { Contribution } from "./add-statistics.queries";
import type { CreditedScore } from "./credit-types";

/** A score as it was last credited. */
export interface StoredCredit extends Contribution, CreditedScore {
  sourceId: string;
  projectId: string;
  at: Date;
  decisionsCredited: number;
}

/** Where a score was credited to, as it is stored. */
export const CellsSchema = z.array(
  z.object({
    category: z.string(),
    provider: z.string(),
    model: z.string(),
    isShared: z.boolean(),
    weightMicro: z.number(),
  }),
);
const SignalSchema = z.enum(["nps", "auto", "implicit", "manual"]);
const ChannelSchema = z.enum(["server", "signed", "anonymous"]);

/** The credit of a source, held until the transaction ends; null when there is none. */
export async function lockCredit(
  tx: Tx,
  { orgId, sourceId }: { orgId: string; sourceId: string },
): Promise<StoredCredit | null> {
  await tx.$queryRaw`
    SELECT 1 FROM feedback_credits WHERE org_id = ${orgId} AND source_id = ${sourceId} FOR UPDATE`;
  const row = await tx.feedbackCredit.findUnique({
    where: { orgId_sourceId: { orgId, sourceId } },
    omit: { createdAt: true, turnCount: true },
  });
  if (row === null) return null;
  return {
    ...row,
    signal: SignalSchema.parse(row.signal),
    channel: ChannelSchema.parse(row.channel),
    cells: CellsSchema.parse(row.cells),
  };
}
