import { type AuditPage, ListAuditInput } from "@/server/contracts/audit";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";
import { readAuditPage } from "./list-audit";

/**
 * One page of the audit log for a file. The first page of an export is itself an entry of the log, and not part of
 * what is exported.
 */
export async function exportAudit(ctx: Ctx, input: ListAuditInput): Promise<AuditPage> {
  authorize(ctx, "audit:read");
  requireFeature(ctx, "audit_export");
  const parsed = parseInput(ListAuditInput, input);
  return withTenant(ctx, async (tx) => {
    const page = await readAuditPage(tx, ctx, parsed);
    if (!parsed.cursor) {
      const { cursor: _cursor, limit: _limit, ...filters } = parsed;
      await writeAudit(tx, ctx, {
        action: "audit.exported",
        targetKind: "organization",
        targetId: ctx.orgId,
        changes: filters,
      });
    }
    return page;
  });
}
