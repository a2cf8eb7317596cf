import { PLANS } from "@/server/contracts/plans";
import { CreateProjectInput, type Project } from "@/server/contracts/projects";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { freeSlug } from "@/server/core/slug";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { createDefaultRoute } from "@/server/modules/routes";
import { PROJECT_FIELDS } from "./projects.queries";

/** Adds a project with its own `auto` route, within the plan's number of projects. */
export async function createProject(ctx: Ctx, input: CreateProjectInput): Promise<Project> {
  authorize(ctx, "project:manage");
  const { name, storageMode } = parseInput(CreateProjectInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const slugs = await takenSlugs(tx, ctx);
    refuseBeyondPlan(ctx, slugs.size);
    const project = await tx.project.create({
      data: { id: newId("prj"), orgId: ctx.orgId, slug: freeSlug(name, "project", slugs), name, storageMode },
      select: PROJECT_FIELDS,
    });
    await createDefaultRoute(tx, { orgId: ctx.orgId, projectId: project.id });
    await writeAudit(tx, ctx, {
      action: "project.created",
      targetKind: "project",
      targetId: project.id,
      changes: { name, storageMode },
    });
    return project;
  });
}

async function takenSlugs(tx: Tx, ctx: Ctx): Promise<Set<string>> {
  const rows = await tx.project.findMany({ where: { orgId: ctx.orgId }, select: { slug: true } });
  return new Set(rows.map((row) => row.slug));
}

function refuseBeyondPlan(ctx: Ctx, count: number): void {
  const { projectsMax, name } = PLANS[ctx.planId];
  if (projectsMax === null || count < projectsMax) return;
  throw new AppError("limit_exceeded", "project limit of the plan reached", {
    userMessage: `The ${name} plan includes ${projectsMax} project${projectsMax === 1 ? "" : "s"}. Upgrade to add more.`,
  });
}
