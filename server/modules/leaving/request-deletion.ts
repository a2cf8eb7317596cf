import { DELETION_DAYS, type LeavingView, RequestDeletionInput } from "@/server/contracts/leaving";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { mailManagers } from "@/server/modules/billing";
import { lockOrganization } from "@/server/modules/organizations";
import { readLeaving } from "./get-leaving";

const DAY_MS = 86_400_000;

/** Has the organisation deleted in a week. Until then everything goes on, and an owner can take it back. */
export async function requestDeletion(ctx: Ctx, input: RequestDeletionInput): Promise<LeavingView> {
  authorize(ctx, "organization:delete");
  parseInput(RequestDeletionInput, input);
  const { orgId } = ctx;
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const requestedAt = ctx.now();
    const dueAt = new Date(requestedAt.getTime() + DELETION_DAYS * DAY_MS);
    const actorLabel = ctx.actor.kind === "user" ? ctx.actor.label : ctx.actor.kind;
    const asked = await tx.organizationDeletion.createMany({
      data: [{ orgId, actorLabel, requestedAt, dueAt }],
      skipDuplicates: true,
    });
    // Asking again does not put it off, and tells nobody anything new.
    if (asked.count === 0) return readLeaving(tx, ctx);
    await mailManagers(tx, ctx, (name) => ({
      subject: `${name} will be deleted in ${DELETION_DAYS} days`,
      paragraphs: [
        `${actorLabel} asked for ${name} to be deleted with everything in it. Until then everything goes on, and an owner can take it back.`,
      ],
      page: { label: "Open settings", path: "/settings?tab=general" },
    }));
    await writeAudit(tx, ctx, {
      action: "organization.deletion_requested",
      targetKind: "organization",
      targetId: orgId,
      changes: { dueAt },
    });
    return readLeaving(tx, ctx);
  });
}

/** Not once the week is over: it may have begun, and half an organisation is of no use. */
export async function undoDeletion(ctx: Ctx): Promise<LeavingView> {
  authorize(ctx, "organization:delete");
  const { orgId } = ctx;
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const { count } = await tx.organizationDeletion.deleteMany({
      where: { orgId, dueAt: { gt: ctx.now() } },
    });
    if (count === 0)
      throw new AppError("conflict", "no deletion is waiting", {
        userMessage: "There is no deletion to take back, or its week is over.",
      });
    await writeAudit(tx, ctx, {
      action: "organization.deletion_undone",
      targetKind: "organization",
      targetId: orgId,
    });
    return readLeaving(tx, ctx);
  });
}
