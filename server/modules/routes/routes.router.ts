import {
  GetRouteInput,
  ListRoutesOutput,
  Route,
  UpdateRouteCandidatesInput,
} from "@/server/contracts/routes";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getRoute } from "./get-route";
import { listRoutes } from "./list-routes";
import { updateRouteCandidates } from "./update-route-candidates";

export const routesRouter = router({
  list: procedure
    .requires("route:read")
    .output(ListRoutesOutput)
    .query(({ ctx }) => listRoutes(ctx.org)),
  get: procedure
    .requires("route:read")
    .input(GetRouteInput)
    .output(Route)
    .query(({ ctx, input }) => getRoute(ctx.org, input)),
  updateCandidates: procedure
    .requires("route:manage")
    .input(UpdateRouteCandidatesInput)
    .output(Route)
    .mutation(({ ctx, input }) => updateRouteCandidates(ctx.org, input)),
});
