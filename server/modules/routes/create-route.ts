import { CreateRouteInput, type Route } from "@/server/contracts/routes";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { freeSlug } from "@/server/core/slug";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { replaceCandidates } from "./replace-candidates";
import { getRouteOrThrow, slugTaken } from "./routes.queries";

const ROUTES_MAX = 200;
/** A route answers from the start: the sandbox needs no key. */
const FIRST_CANDIDATES = [{ provider: "sandbox", model: "quick", weight: 1, isEnabled: true }];

export async function createRoute(ctx: Ctx, input: CreateRouteInput): Promise<Route> {
  authorize(ctx, "route:manage");
  const { projectId, name, strategy, candidates, ...given } = parseInput(CreateRouteInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const project = await tx.project.findFirst({
      where: { id: projectId, orgId: ctx.orgId },
      select: { id: true },
    });
    if (project === null) throw notFound("project");
    const slug = await chooseSlug(tx, ctx, projectId, { wanted: given.slug, name });
    const id = newId("rt");
    await tx.route.create({
      data: { id, orgId: ctx.orgId, projectId, name, slug, strategy },
      select: { id: true },
    });
    await replaceCandidates(tx, ctx, { id, candidates: [] }, candidates ?? FIRST_CANDIDATES);
    await writeAudit(tx, ctx, {
      action: "route.created",
      targetKind: "route",
      targetId: id,
      changes: { name, slug, strategy },
    });
    return getRouteOrThrow(tx, ctx, id);
  });
}

/** A slug that was asked for must be free; one made from the name gets a number. */
async function chooseSlug(
  tx: Tx,
  ctx: Ctx,
  projectId: string,
  { wanted, name }: { wanted: string | undefined; name: string },
): Promise<string> {
  const rows = await tx.route.findMany({
    where: { orgId: ctx.orgId },
    select: { slug: true, projectId: true },
  });
  if (rows.length >= ROUTES_MAX) {
    throw new AppError("limit_exceeded", "too many routes", {
      userMessage: `An organisation holds at most ${ROUTES_MAX} routes.`,
    });
  }
  const taken = new Set(rows.filter((row) => row.projectId === projectId).map((row) => row.slug));
  if (wanted !== undefined) {
    if (taken.has(wanted)) throw slugTaken(wanted);
    return wanted;
  }
  return freeSlug(name, "route", taken);
}
