import { z } from "zod";
import { DecisionFilters, DecisionPage, DecisionView } from "@/server/contracts/decisions";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getDecision } from "./get-decision";
import { listDecisions } from "./list-decisions";

const read = () => procedure.requires("request:read");

export const decisionsRouter = router({
  list: read()
    .input(DecisionFilters)
    .output(DecisionPage)
    .query(({ ctx, input }) => listDecisions(ctx.org, input)),
  get: read()
    .input(z.object({ requestId: z.string().max(64) }))
    .output(DecisionView)
    .query(({ ctx, input }) => getDecision(ctx.org, input)),
});
