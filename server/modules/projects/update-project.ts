import { PLANS } from "@/server/contracts/plans";
import { type Project, UpdateProjectInput } from "@/server/contracts/projects";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { getProjectOrThrow, PROJECT_FIELDS } from "./projects.queries";

/** Renames a project, or changes what is stored of its requests and which route `auto` means in it, or what they are about. */
export async function updateProject(ctx: Ctx, input: UpdateProjectInput): Promise<Project> {
  authorize(ctx, "project:manage");
  const { projectId, ...changes } = parseInput(UpdateProjectInput, input);
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    refuseLonger(ctx, changes);
    if (changes.defaultRouteSlug !== undefined)
      await requireRoute(tx, ctx, projectId, changes.defaultRouteSlug);
    const project = await tx.project.update({
      where: { id: projectId },
      data: changes,
      select: PROJECT_FIELDS,
    });
    const target = { targetKind: "project", targetId: projectId };
    await writeAudit(tx, ctx, { action: "project.updated", ...target, changes });
    return project;
  });
}

/** A project may keep for less long than the plan does, never for longer. */
function refuseLonger({ planId }: Ctx, changes: Pick<UpdateProjectInput, "bodyDays" | "metadataDays">): void {
  const { bodies, metadata } = PLANS[planId].retentionDays;
  for (const [param, most] of [
    ["bodyDays", bodies],
    ["metadataDays", metadata],
  ] as const) {
    if ((changes[param] ?? 0) <= most) continue;
    throw new AppError("invalid_field", `Your plan keeps this for at most ${most} days.`, { param });
  }
}

async function requireRoute(tx: Tx, ctx: Ctx, projectId: string, slug: string): Promise<void> {
  const route = await tx.route.findFirst({
    where: { orgId: ctx.orgId, projectId, slug },
    select: { id: true },
  });
  if (route === null) throw notFound("route");
}
