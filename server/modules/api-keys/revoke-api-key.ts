import { type ApiKey, RevokeApiKeyInput } from "@/server/contracts/api-keys";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";
import { API_KEY_FIELDS, toApiKey } from "./api-keys.queries";

/** Ends a key for good. Revoking it again changes nothing and keeps the first time. */
export async function revokeApiKey(ctx: Ctx, input: RevokeApiKeyInput): Promise<ApiKey> {
  authorize(ctx, "api_key:manage");
  const { apiKeyId } = parseInput(RevokeApiKeyInput, input);
  return withTenant(ctx, async (tx) => {
    const { count } = await tx.apiKey.updateMany({
      where: { id: apiKeyId, orgId: ctx.orgId, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    const row = await tx.apiKey.findFirst({
      where: { id: apiKeyId, orgId: ctx.orgId },
      select: API_KEY_FIELDS,
    });
    if (row === null) throw notFound("API key");
    if (count > 0) {
      const target = { targetKind: "api_key", targetId: row.id };
      await writeAudit(tx, ctx, { action: "api_key.revoked", ...target, changes: { name: row.name } });
    }
    const project = await getProjectOrThrow(tx, ctx, row.projectId);
    return toApiKey(row, project.name, ctx.now());
  });
}
