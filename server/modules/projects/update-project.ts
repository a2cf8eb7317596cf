import { type Project, UpdateProjectInput } from "@/server/contracts/projects";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { getProjectOrThrow, PROJECT_FIELDS } from "./projects.queries";

/** Renames a project, or changes what is stored of its requests and which route `auto` means in it, or what they are about. */
export async function updateProject(ctx: Ctx, input: UpdateProjectInput): Promise<Project> {
  authorize(ctx, "project:manage");
  const { projectId, ...changes } = parseInput(UpdateProjectInput, input);
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
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

async function requireRoute(tx: Tx, ctx: Ctx, projectId: string, slug: string): Promise<void> {
  const route = await tx.route.findFirst({
    where: { orgId: ctx.orgId, projectId, slug },
    select: { id: true },
  });
  if (route === null) throw notFound("route");
}
