import { NpsReport, NpsReportInput } from "@/server/contracts/nps";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getNpsReport } from "./get-nps-report";

export const npsRouter = router({
  report: procedure
    .requires("nps:read")
    .input(NpsReportInput)
    .output(NpsReport)
    .query(({ ctx, input }) => getNpsReport(ctx.org, input)),
});
