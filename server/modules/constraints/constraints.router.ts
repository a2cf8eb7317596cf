import { z } from "zod";
import { Constraints } from "@/server/contracts/constraints";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getConstraints } from "./get-constraints";
import { replaceConstraints } from "./replace-constraints";

export const constraintsRouter = router({
  get: procedure
    .requires("constraint:read")
    .output(Constraints)
    .query(({ ctx }) => getConstraints(ctx.org)),
  replace: procedure
    .requires("constraint:manage")
    .input(z.object({ rules: Constraints }))
    .output(Constraints)
    .mutation(({ ctx, input }) => replaceConstraints(ctx.org, input.rules)),
});
