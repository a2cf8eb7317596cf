import { EXPORT_STATES, type LeavingView, type OrgExportView } from "@/server/contracts/leaving";
import { authorize, type Ctx } from "@/server/core/context";
import type { OrgExport } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";

const EXPORTS_SHOWN = 10;

export async function getLeaving(ctx: Ctx): Promise<LeavingView> {
  authorize(ctx, "data:export");
  return withTenant(ctx, (tx) => readLeaving(tx, ctx));
}

export async function readLeaving(tx: Tx, { orgId }: Ctx): Promise<LeavingView> {
  const exports = await tx.orgExport.findMany({
    where: { orgId },
    orderBy: { requestedAt: "desc" },
    take: EXPORTS_SHOWN,
  });
  const deletion = await tx.organizationDeletion.findUnique({ where: { orgId }, omit: { orgId: true } });
  return { exports: exports.map(toView), deletion };
}

function toView(row: OrgExport): OrgExportView {
  return {
    id: row.id,
    status: EXPORT_STATES.find((state) => state === row.status) ?? "failed",
    actorLabel: row.actorLabel,
    tablesDone: row.tablesDone,
    tablesTotal: row.tablesTotal,
    rows: Number(row.rowCount),
    bytes: Number(row.byteCount),
    requestedAt: row.requestedAt,
    finishedAt: row.finishedAt,
    expiresAt: row.expiresAt,
  };
}
