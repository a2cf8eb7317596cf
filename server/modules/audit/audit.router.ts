import { AuditFacets, AuditPage, AuditVerification, ListAuditInput } from "@/server/contracts/audit";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { exportAudit } from "./export-audit";
import { listAudit } from "./list-audit";
import { listAuditFacets } from "./list-audit-facets";
import { verifyAudit } from "./verify-audit";

export const auditRouter = router({
  list: procedure
    .requires("audit:read")
    .input(ListAuditInput)
    .output(AuditPage)
    .query(({ ctx, input }) => listAudit(ctx.org, input)),
  facets: procedure
    .requires("audit:read")
    .output(AuditFacets)
    .query(({ ctx }) => listAuditFacets(ctx.org)),
  verify: procedure
    .requires("audit:read")
    .output(AuditVerification)
    .query(({ ctx }) => verifyAudit(ctx.org)),
  export: procedure
    .requires("audit:read")
    .input(ListAuditInput)
    .output(AuditPage)
    .mutation(({ ctx, input }) => exportAudit(ctx.org, input)),
});
