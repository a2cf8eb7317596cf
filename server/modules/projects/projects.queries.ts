import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import type { Tx } from "@/server/db/tenant";

export const PROJECT_FIELDS = {
  id: true,
  slug: true,
  name: true,
  storageMode: true,
  hashEndUserIds: true,
  defaultRouteSlug: true,
  taskCategory: true,
  bodyDays: true,
  metadataDays: true,
  createdAt: true,
} as const;

/** The project with this id, or the organisation's first one; another organisation's is not found. */
export async function getProjectOrThrow(
  tx: Tx,
  ctx: Ctx,
  projectId?: string,
): Promise<{ id: string; name: string }> {
  const project = await tx.project.findFirst({
    where: { orgId: ctx.orgId, ...(projectId === undefined ? {} : { id: projectId }) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
  if (project === null) throw notFound("project");
  return project;
}
