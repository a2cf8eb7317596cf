import type { ListProjectsOutput } from "@/server/contracts/projects";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { PROJECT_FIELDS } from "./projects.queries";

const PROJECTS_MAX = 500;

export async function listProjects(ctx: Ctx): Promise<ListProjectsOutput> {
  authorize(ctx, "project:read");
  const items = await withTenant(ctx, (tx) =>
    tx.project.findMany({
      where: { orgId: ctx.orgId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: PROJECTS_MAX,
      select: PROJECT_FIELDS,
    }),
  );
  return { items };
}
