import type { HitKey } from "@/server/contracts/firewall";
import { ReviewHitInput, type ReviewVerdict } from "@/server/contracts/firewall-hits";
import { writeAudit } from "@/server/core/audit";
import { type Actor, authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { redactText } from "@/server/firewall/redact";
import { type TextSealer, textSealer } from "@/server/modules/content-keys";
import { getProjectOrThrow } from "@/server/modules/projects";
import { holdRequest } from "@/server/modules/requests";
import { findingsOf } from "./get-hit";
import { getHitRequestOrThrow } from "./hits.queries";

/** Says of a hit that it was right, or a mistake. Said again, the last word counts. */
export async function reviewHit(ctx: Ctx, input: ReviewHitInput): Promise<{ verdict: ReviewVerdict }> {
  authorize(ctx, "firewall:manage");
  const { verdict, note, ...key } = parseInput(ReviewHitInput, input);
  const sealer = await textSealer(ctx.orgId);
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, key.projectId);
    await storeReview(tx, ctx, key, { verdict, note, allowRuleId: null, sealer });
    await writeAudit(tx, ctx, {
      action: "firewall.hit_reviewed",
      targetKind: "request",
      targetId: key.requestId.toLowerCase(),
      changes: { verdict, category: key.category, detector: key.detector, direction: key.direction },
    });
    return { verdict };
  });
}

interface Review {
  verdict: ReviewVerdict;
  note: string | null;
  allowRuleId: string | null;
  sealer: TextSealer;
}

/** The review of a hit that is still there; holds its request, so that an erasure finds the review. */
export async function storeReview(
  tx: Tx,
  ctx: Ctx,
  key: HitKey,
  { note, sealer, ...review }: Review,
): Promise<void> {
  const request = await getHitRequestOrThrow(tx, ctx, key);
  if (findingsOf(request.findings, key).length === 0) throw notFound("hit");
  const { id: requestId, createdAt } = request;
  const id = newId("rvw");
  if (!(await holdRequest(tx, { orgId: ctx.orgId, requestId, createdAt }))) throw notFound("hit");
  const { projectId, direction, category, detector } = key;
  const said = {
    ...review,
    id,
    note: note === null || note === "" ? null : sealer.text(id, "note", redactText(note).text),
    reviewer: labelOf(ctx.actor),
    reviewedAt: ctx.now(),
  };
  await tx.firewallReview.upsert({
    where: {
      orgId_requestId_direction_category_detector: {
        orgId: ctx.orgId,
        requestId,
        direction,
        category,
        detector,
      },
    },
    create: { orgId: ctx.orgId, projectId, requestId, createdAt, direction, category, detector, ...said },
    update: said,
    select: { verdict: true },
  });
}

export const labelOf = (actor: Actor): string => (actor.kind === "job" ? actor.name : actor.label);
