import type { ListRoutesOutput } from "@/server/contracts/routes";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { ROUTE_FIELDS } from "./routes.queries";

const ROUTES_MAX = 500;

export async function listRoutes(ctx: Ctx): Promise<ListRoutesOutput> {
  authorize(ctx, "route:read");
  const items = await withTenant(ctx, (tx) =>
    tx.route.findMany({
      where: { orgId: ctx.orgId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: ROUTES_MAX,
      select: ROUTE_FIELDS,
    }),
  );
  return { items };
}
