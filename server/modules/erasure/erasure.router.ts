import { EraseEndUserInput, ErasurePage, ErasureReceipt } from "@/server/contracts/erasure";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { eraseEndUser } from "./erase-end-user";
import { listErasures } from "./list-erasures";

export const erasureRouter = router({
  list: procedure
    .requires("data:erase")
    .output(ErasurePage)
    .query(({ ctx }) => listErasures(ctx.org)),
  eraseEndUser: procedure
    .requires("data:erase")
    .input(EraseEndUserInput)
    .output(ErasureReceipt)
    .mutation(({ ctx, input }) => eraseEndUser(ctx.org, input)),
});
