import { RateRequestInput, type Rating, RatingSchema } from "@/server/contracts/ratings";
import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { redactText } from "@/server/firewall/redact";
import { textSealer } from "@/server/modules/content-keys";
import { creditFeedback } from "@/server/modules/learning";
import { holdRequest } from "@/server/modules/requests";
import { getRequestOrThrow } from "./answered-request.queries";

/** A person's verdict on one answer; their latest word counts, and routes learn from it as the signal `manual`. */
export async function rateRequest(ctx: Ctx, input: RateRequestInput): Promise<Rating> {
  authorize(ctx, "rating:write");
  const { requestId, value, note, correction } = parseInput(RateRequestInput, input);
  const given = {
    score: "stars" in value ? (value.stars - 1) / 4 : Number(value.isGood),
    stars: "stars" in value ? value.stars : null,
    raterLabel: ctx.actor.kind === "job" ? ctx.actor.name : ctx.actor.label,
    ratedAt: ctx.now(),
  };
  const said = { note: storedText(note), correction: storedText(correction) };
  const sealer = await textSealer(ctx.orgId);
  return withTenant(ctx, async (tx) => {
    const request = await getRequestOrThrow(tx, ctx, requestId);
    const { projectId, sessionId, createdAt } = request;
    const key = { orgId: ctx.orgId, requestId: request.id, raterId: actorId(ctx.actor) };
    if (!(await holdRequest(tx, { ...key, createdAt }))) throw notFound("request");
    const rating = await tx.manualRating.upsert({
      where: { orgId_requestId_raterId: key },
      create: { id: newId("rtg"), ...key, projectId, sessionId, createdAt, ...given },
      update: { ...given, note: null, correction: null },
    });
    // Only now is the row's id known, to which its texts are bound.
    const sealed = (column: "note" | "correction") =>
      said[column] === null ? null : sealer.text(rating.id, column, said[column]);
    if (said.note !== null || said.correction !== null)
      await tx.manualRating.updateMany({
        where: { id: rating.id, orgId: ctx.orgId },
        data: { note: sealed("note"), correction: sealed("correction") },
      });
    await creditFeedback(tx, {
      ...{ orgId: ctx.orgId, projectId, sessionId, requestId: request.id, sourceId: rating.id },
      ...{ signal: "manual", score01: given.score, channel: "server", at: ctx.now() },
    });
    await writeAudit(tx, ctx, {
      action: "rating.given",
      targetKind: "request",
      targetId: request.id,
      changes: { score: given.score },
    });
    return RatingSchema.parse({ ...rating, ...said });
  });
}

/** Personal data and secrets never stay, whatever the project stores of requests. */
function storedText(text: string | null | undefined): string | null {
  return text ? redactText(text).text : null;
}
