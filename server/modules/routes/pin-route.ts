import { GetRouteInput, PinRouteInput, type Route } from "@/server/contracts/routes";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { nameOf } from "./replace-candidates";
import { getRouteOrThrow } from "./routes.queries";

/** From now on the route asks this model first, whatever its strategy; the others stay as fallbacks. */
export async function pinRoute(ctx: Ctx, input: PinRouteInput): Promise<Route> {
  authorize(ctx, "route:manage");
  const { routeId, model } = parseInput(PinRouteInput, input);
  return withTenant(ctx, async (tx) => {
    const route = await getRouteOrThrow(tx, ctx, routeId);
    const named = route.candidates.filter((row) => nameOf(row) === model || row.model === model);
    const [candidate] = named;
    if (candidate === undefined || named.length > 1) throw notOneOf(route, model);
    if (candidate.stage !== "live") throw notLive(model);
    return setPin(tx, ctx, { route, candidateId: candidate.id, model: nameOf(candidate) });
  });
}

export async function unpinRoute(ctx: Ctx, input: GetRouteInput): Promise<Route> {
  authorize(ctx, "route:manage");
  const { routeId } = parseInput(GetRouteInput, input);
  return withTenant(ctx, async (tx) => {
    const route = await getRouteOrThrow(tx, ctx, routeId);
    return setPin(tx, ctx, { route, candidateId: null, model: null });
  });
}

async function setPin(
  tx: Tx,
  ctx: Ctx,
  { route, candidateId, model }: { route: Route; candidateId: string | null; model: string | null },
): Promise<Route> {
  await tx.route.update({
    where: { id: route.id },
    data: { pinnedCandidateId: candidateId, updatedAt: ctx.now() },
    select: { id: true },
  });
  await writeAudit(tx, ctx, {
    action: candidateId === null ? "route.unpinned" : "route.pinned",
    targetKind: "route",
    targetId: route.id,
    changes: { model },
  });
  return getRouteOrThrow(tx, ctx, route.id);
}

function notLive(model: string): AppError {
  return new AppError("invalid_field", "not a live model", {
    userMessage: `“${model}” is on trial on this route. Promote it before you pin it.`,
    param: "model",
  });
}

function notOneOf(route: Route, model: string): AppError {
  return new AppError("invalid_field", "not one of the route's models", {
    userMessage: `“${model}” is not exactly one of this route's models: ${route.candidates.map(nameOf).join(", ")}.`,
    param: "model",
  });
}
