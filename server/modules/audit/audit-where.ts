import type { AuditFilters } from "@/server/contracts/audit";
import type { Ctx } from "@/server/core/context";
import type { Prisma } from "@/server/db/generated/client";

export function auditWhere(ctx: Ctx, filters: AuditFilters): Prisma.AuditEntryWhereInput {
  const { action, actorId, targetId, from, to } = filters;
  return {
    orgId: ctx.orgId,
    ...(action === undefined ? {} : { action: action.includes(".") ? action : { startsWith: `${action}.` } }),
    ...(actorId === undefined ? {} : { actorId }),
    ...(targetId ? { targetId } : {}),
    ...(from === undefined && to === undefined ? {} : { createdAt: { gte: from, lt: to } }),
  };
}
