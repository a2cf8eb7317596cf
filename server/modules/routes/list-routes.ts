import type { ListRoutesOutput } from "@/server/contracts/routes";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { findRoutes } from "./routes.queries";

export async function listRoutes(ctx: Ctx): Promise<ListRoutesOutput> {
  authorize(ctx, "route:read");
  return { items: await withTenant(ctx, (tx) => findRoutes(tx, ctx)) };
}
