import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";
import type { NpsAnswer } from "./answer-nps";

/** More unsigned answers than one office, school or mobile network plausibly gives a project within a day. */
export const UNSIGNED_PER_NETWORK_MAX = 25;
const DAY_MS = 86_400_000;

/** Whether an unsigned answer is one too many from its network: it is kept, but counts nowhere until it is released. */
export async function isHeldBack(
  tx: Tx,
  ctx: Pick<Ctx, "orgId" | "now">,
  answer: NpsAnswer,
): Promise<boolean> {
  if (answer.proof !== "anonymous" || answer.networkHash === null) return false;
  const count = await tx.npsResponse.count({
    where: {
      orgId: ctx.orgId,
      projectId: answer.projectId,
      proof: "anonymous",
      networkHash: answer.networkHash,
      createdAt: { gte: new Date(ctx.now().getTime() - DAY_MS) },
      NOT: { sessionId: answer.sessionId },
    },
  });
  return count >= UNSIGNED_PER_NETWORK_MAX;
}
