import { ListCircuitsOutput } from "@/server/contracts/circuits";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { listCircuits } from "./list-circuits";

export const circuitsRouter = router({
  list: procedure
    .requires("provider:read")
    .output(ListCircuitsOutput)
    .query(({ ctx }) => listCircuits(ctx.org)),
});
