import { PacingInput, PacingView } from "@/server/contracts/pacing";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getPacing } from "./get-pacing";

export const pacingRouter = router({
  get: procedure
    .requires("route:read")
    .input(PacingInput)
    .output(PacingView)
    .query(({ ctx, input }) => getPacing(ctx.org, input)),
});
