import { GetRouteInput, type Route } from "@/server/contracts/routes";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getRouteOrThrow } from "./routes.queries";

export async function getRoute(ctx: Ctx, input: GetRouteInput): Promise<Route> {
  authorize(ctx, "route:read");
  const { routeId } = parseInput(GetRouteInput, input);
  return withTenant(ctx, (tx) => getRouteOrThrow(tx, ctx, routeId));
}
