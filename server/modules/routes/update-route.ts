import { type Route, UpdateRouteInput } from "@/server/contracts/routes";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { startPacing } from "@/server/modules/pacing";
import { nameOf, replaceCandidates } from "./replace-candidates";
import { getRouteOrThrow, slugTaken } from "./routes.queries";

/** Changes a route's name, how it chooses, how its calls are made, or its models. */
export async function updateRoute(ctx: Ctx, input: UpdateRouteInput): Promise<Route> {
  authorize(ctx, "route:manage");
  const { routeId, ifUpdatedAt, candidates, ...changes } = parseInput(UpdateRouteInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const before = await getRouteOrThrow(tx, ctx, routeId);
    if (ifUpdatedAt !== undefined && ifUpdatedAt.getTime() !== before.updatedAt.getTime())
      throw changedSince();
    if (changes.slug !== undefined && changes.slug !== before.slug)
      await moveSlug(tx, ctx, before, changes.slug);
    const kept = candidates === undefined ? null : await replaceCandidates(tx, ctx, before, candidates);
    if (isSteeredInVain(before, changes)) throw notLearning();
    const isPinGone =
      kept !== null && before.pinnedCandidateId !== null && !kept.ids.has(before.pinnedCandidateId);
    await tx.route.update({
      where: { id: routeId },
      data: {
        ...changes,
        updatedAt: laterThan(before.updatedAt, ctx.now()),
        ...(isPinGone ? { pinnedCandidateId: null } : {}),
      },
      select: { id: true },
    });
    if (isPaceOver(before, changes, candidates !== undefined)) await startPacing(tx, ctx, routeId);
    const models =
      candidates === undefined
        ? {}
        : { before: before.candidates.map(nameOf), after: candidates.map(nameOf) };
    await writeAudit(tx, ctx, {
      action: "route.updated",
      targetKind: "route",
      targetId: routeId,
      changes: { ...changes, ...models },
    });
    return getRouteOrThrow(tx, ctx, routeId);
  });
}

type Changes = Pick<UpdateRouteInput, "strategy" | "costTargetMicroUsd">;

/** A target or models that are new: what was counted for the old ones says nothing of them. */
function isPaceOver(before: Route, { costTargetMicroUsd }: Changes, hasNewModels: boolean): boolean {
  if (costTargetMicroUsd !== undefined && costTargetMicroUsd !== before.costTargetMicroUsd) return true;
  return hasNewModels && before.costTargetMicroUsd !== null && costTargetMicroUsd !== null;
}

function isSteeredInVain(before: Route, changes: Changes): boolean {
  const strategy = changes.strategy ?? before.strategy;
  return (changes.costTargetMicroUsd ?? null) !== null && strategy !== "feedback_driven";
}

function notLearning(): AppError {
  return new AppError("invalid_field", "only a feedback-driven route is steered", {
    userMessage: "Only a feedback-driven route can be steered to a mean cost.",
    param: "costTargetMicroUsd",
  });
}

/** `auto` keeps meaning the same route when that one gets another name. */
async function moveSlug(tx: Tx, ctx: Ctx, route: Route, slug: string): Promise<void> {
  const { projectId } = route;
  const other = await tx.route.findFirst({
    where: { orgId: ctx.orgId, projectId, slug },
    select: { id: true },
  });
  if (other !== null) throw slugTaken(slug);
  if (route.isDefault) {
    await tx.project.update({
      where: { id: projectId },
      data: { defaultRouteSlug: slug },
      select: { id: true },
    });
  }
}

/** Two changes within a millisecond are still two versions. */
function laterThan(before: Date, now: Date): Date {
  return now > before ? now : new Date(before.getTime() + 1);
}

function changedSince(): AppError {
  return new AppError("conflict", "route was changed since", {
    userMessage: "Somebody has changed this route since you opened it. Reload to see their version.",
  });
}
