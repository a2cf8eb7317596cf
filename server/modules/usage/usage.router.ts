import { UsageReport, UsageReportInput, UsageRows, UsageRowsInput } from "@/server/contracts/usage-report";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getUsageReport } from "./get-usage-report";
import { listUsageRows } from "./list-usage-rows";

export const usageRouter = router({
  report: procedure
    .requires("usage:read")
    .input(UsageReportInput)
    .output(UsageReport)
    .query(({ ctx, input }) => getUsageReport(ctx.org, input)),
  rows: procedure
    .requires("usage:read")
    .input(UsageRowsInput)
    .output(UsageRows)
    .query(({ ctx, input }) => listUsageRows(ctx.org, input)),
});
