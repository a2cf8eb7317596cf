import type { z } from "zod";
import { RemoveRatingInput } from "@/server/contracts/ratings";
import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { retractFeedback } from "@/server/modules/learning";

/** Takes a person's own rating back, with what routes have learned from it. */
export async function removeRating(
  ctx: Ctx,
  input: z.input<typeof RemoveRatingInput>,
): Promise<{ requestId: string }> {
  authorize(ctx, "rating:write");
  const { ratingId } = parseInput(RemoveRatingInput, input);
  return withTenant(ctx, async (tx) => {
    const own = { id: ratingId, orgId: ctx.orgId, raterId: actorId(ctx.actor) };
    const rating = await tx.manualRating.findFirst({ where: own, select: { requestId: true } });
    if (rating === null) throw notFound("rating");
    await tx.manualRating.delete({ where: own });
    await retractFeedback(tx, { orgId: ctx.orgId, sourceId: ratingId });
    await writeAudit(tx, ctx, {
      action: "rating.removed",
      targetKind: "request",
      targetId: rating.requestId,
    });
    return { requestId: rating.requestId };
  });
}
