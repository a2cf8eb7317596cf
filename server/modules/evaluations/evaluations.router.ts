import { GetVerdictsInput, VerdictsSchema } from "@/server/contracts/evaluations";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getVerdicts } from "./get-verdicts";

export const evaluationsRouter = router({
  verdicts: procedure
    .requires("request:read")
    .input(GetVerdictsInput)
    .output(VerdictsSchema)
    .query(({ ctx, input }) => getVerdicts(ctx.org, input)),
});
