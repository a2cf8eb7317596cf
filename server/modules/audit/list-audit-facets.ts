import type { AuditFacets } from "@/server/contracts/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";

const CHOICES_MAX = 200;

/** Actions and actors that occur in the log, the most frequent first. */
export async function listAuditFacets(ctx: Ctx): Promise<AuditFacets> {
  authorize(ctx, "audit:read");
  return withTenant(ctx, async (tx) => {
    const actions = await tx.auditEntry.groupBy({
      by: ["action"],
      where: { orgId: ctx.orgId },
      _count: { _all: true },
      orderBy: [{ _count: { action: "desc" } }, { action: "asc" }],
      take: CHOICES_MAX,
    });
    const actors = await tx.auditEntry.groupBy({
      by: ["actorId"],
      where: { orgId: ctx.orgId },
      _count: { _all: true },
      _max: { actorLabel: true },
      orderBy: [{ _count: { actorId: "desc" } }, { actorId: "asc" }],
      take: CHOICES_MAX,
    });
    return {
      actions: actions.map((row) => ({ value: row.action, label: row.action, count: row._count._all })),
      actors: actors.map((row) => ({
        value: row.actorId,
        label: row._max.actorLabel ?? row.actorId,
        count: row._count._all,
      })),
    };
  });
}
