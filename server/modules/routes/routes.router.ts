import {
  CreateRouteInput,
  DeleteRouteInput,
  GetRouteInput,
  ListRoutesOutput,
  PinRouteInput,
  RoutableModelsOutput,
  Route,
  RouteTrafficInput,
  RouteTrafficOutput,
  UpdateRouteInput,
} from "@/server/contracts/routes";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { createRoute } from "./create-route";
import { deleteRoute } from "./delete-route";
import { getRoute } from "./get-route";
import { getRouteTraffic } from "./get-route-traffic";
import { listRoutableModels } from "./list-routable-models";
import { listRoutes } from "./list-routes";
import { pinRoute, unpinRoute } from "./pin-route";
import { updateRoute } from "./update-route";

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
  traffic: procedure
    .requires("route:read")
    .input(RouteTrafficInput)
    .output(RouteTrafficOutput)
    .query(({ ctx, input }) => getRouteTraffic(ctx.org, input)),
  models: procedure
    .requires("route:read")
    .output(RoutableModelsOutput)
    .query(({ ctx }) => listRoutableModels(ctx.org)),
  create: procedure
    .requires("route:manage")
    .input(CreateRouteInput)
    .output(Route)
    .mutation(({ ctx, input }) => createRoute(ctx.org, input)),
  update: procedure
    .requires("route:manage")
    .input(UpdateRouteInput)
    .output(Route)
    .mutation(({ ctx, input }) => updateRoute(ctx.org, input)),
  delete: procedure
    .requires("route:manage")
    .input(DeleteRouteInput)
    .output(DeleteRouteInput)
    .mutation(({ ctx, input }) => deleteRoute(ctx.org, input)),
  pin: procedure
    .requires("route:manage")
    .input(PinRouteInput)
    .output(Route)
    .mutation(({ ctx, input }) => pinRoute(ctx.org, input)),
  unpin: procedure
    .requires("route:manage")
    .input(GetRouteInput)
    .output(Route)
    .mutation(({ ctx, input }) => unpinRoute(ctx.org, input)),
});
