import type { ListApiKeysOutput } from "@/server/contracts/api-keys";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { API_KEY_FIELDS, toApiKey } from "./api-keys.queries";

const KEYS_MAX = 500;

/** Newest first, revoked ones included. */
export async function listApiKeys(ctx: Ctx): Promise<ListApiKeysOutput> {
  authorize(ctx, "api_key:read");
  const [rows, projects] = await withTenant(ctx, async (tx) => [
    await tx.apiKey.findMany({
      where: { orgId: ctx.orgId },
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      take: KEYS_MAX,
      select: API_KEY_FIELDS,
    }),
    await tx.project.findMany({ where: { orgId: ctx.orgId }, select: { id: true, name: true } }),
  ]);
  const nameOf = new Map(projects.map((project) => [project.id, project.name]));
  return {
    items: rows.map((row) => toApiKey(row, nameOf.get(row.projectId) ?? "Deleted project", ctx.now())),
  };
}
