import type { LeavingView } from "@/server/contracts/leaving";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { readLeaving } from "./get-leaving";

const EXPORTS_KEPT_MAX = 3;

/** Has the worker make a file of everything. */
export async function requestExport(ctx: Ctx): Promise<LeavingView> {
  authorize(ctx, "data:export");
  const { orgId } = ctx;
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const running = await tx.orgExport.count({ where: { orgId, status: { in: ["waiting", "running"] } } });
    if (running > 0) throw tooMany("An export is being made already. Wait until it is done.");
    const kept = await tx.orgExport.count({ where: { orgId, status: "done" } });
    if (kept >= EXPORTS_KEPT_MAX) throw tooMany("There are three exports already. Each goes after a week.");
    const id = newId("xpt");
    const actorLabel = ctx.actor.kind === "user" ? ctx.actor.label : ctx.actor.kind;
    await tx.orgExport.create({
      data: { id, orgId, actorLabel, requestedAt: ctx.now() },
      select: { id: true },
    });
    await writeAudit(tx, ctx, { action: "export.requested", targetKind: "export", targetId: id });
    return readLeaving(tx, ctx);
  });
}

function tooMany(text: string): AppError {
  return new AppError("limit_exceeded", "no further export now", { userMessage: text });
}
