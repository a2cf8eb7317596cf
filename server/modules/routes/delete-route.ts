import { DeleteRouteInput } from "@/server/contracts/routes";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { getRouteOrThrow } from "./routes.queries";

/** Deletes a route with its models. The one that `auto` means stays: requests depend on it. */
export async function deleteRoute(ctx: Ctx, input: DeleteRouteInput): Promise<{ routeId: string }> {
  authorize(ctx, "route:manage");
  const { routeId } = parseInput(DeleteRouteInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const route = await getRouteOrThrow(tx, ctx, routeId);
    if (route.isDefault) {
      throw new AppError("conflict", "route is its project's default", {
        userMessage: "“auto” means this route in its project. Let it mean another one first.",
      });
    }
    const inExperiment = await tx.experiment.findFirst({
      where: {
        orgId: ctx.orgId,
        status: "active",
        OR: [{ variantARouteId: routeId }, { variantBRouteId: routeId }],
      },
      select: { name: true },
    });
    if (inExperiment !== null) {
      throw new AppError("conflict", "route is in an experiment", {
        userMessage: `The running experiment “${inExperiment.name}” uses this route. End it first.`,
      });
    }
    await tx.route.delete({ where: { id: routeId }, select: { id: true } });
    const { name, slug } = route;
    await writeAudit(tx, ctx, {
      action: "route.deleted",
      targetKind: "route",
      targetId: routeId,
      changes: { name, slug },
    });
    return { routeId };
  });
}
