import { EndUserExportPage, ExportEndUserInput } from "@/server/contracts/end-user-export";
import { EraseEndUserInput, ErasurePage, ErasureReceipt } from "@/server/contracts/erasure";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { eraseEndUser } from "./erase-end-user";
import { exportEndUser } from "./export-end-user";
import { listErasures } from "./list-erasures";

export const erasureRouter = router({
  list: procedure
    .requires("data:erase")
    .output(ErasurePage)
    .query(({ ctx }) => listErasures(ctx.org)),
  exportEndUser: procedure
    .requires("end_user:export")
    .input(ExportEndUserInput)
    .output(EndUserExportPage)
    .mutation(({ ctx, input }) => exportEndUser(ctx.org, input)),
  eraseEndUser: procedure
    .requires("data:erase")
    .input(EraseEndUserInput)
    .output(ErasureReceipt)
    .mutation(({ ctx, input }) => eraseEndUser(ctx.org, input)),
});
