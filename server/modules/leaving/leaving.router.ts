import { ExportLink, ExportLinkInput, LeavingView, RequestDeletionInput } from "@/server/contracts/leaving";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { linkExport } from "./export-link";
import { getLeaving } from "./get-leaving";
import { requestDeletion, undoDeletion } from "./request-deletion";
import { requestExport } from "./request-export";

export const leavingRouter = router({
  get: procedure
    .requires("data:export")
    .output(LeavingView)
    .query(({ ctx }) => getLeaving(ctx.org)),
  requestExport: procedure
    .requires("data:export")
    .output(LeavingView)
    .mutation(({ ctx }) => requestExport(ctx.org)),
  linkExport: procedure
    .requires("data:export")
    .input(ExportLinkInput)
    .output(ExportLink)
    .mutation(({ ctx, input }) => linkExport(ctx.org, input)),
  requestDeletion: procedure
    .requires("organization:delete")
    .input(RequestDeletionInput)
    .output(LeavingView)
    .mutation(({ ctx, input }) => requestDeletion(ctx.org, input)),
  undoDeletion: procedure
    .requires("organization:delete")
    .output(LeavingView)
    .mutation(({ ctx }) => undoDeletion(ctx.org)),
});
