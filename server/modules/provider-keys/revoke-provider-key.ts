import { type ProviderKey, RevokeProviderKeyInput } from "@/server/contracts/provider-keys";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getProviderKeyOrThrow, toProviderKey } from "./provider-keys.queries";
import { NO_SECRET } from "./provider-secret";

/** Ends the connection and destroys the stored key. Doing it again changes nothing. */
export async function revokeProviderKey(ctx: Ctx, input: RevokeProviderKeyInput): Promise<ProviderKey> {
  authorize(ctx, "provider:manage");
  const { providerKeyId } = parseInput(RevokeProviderKeyInput, input);
  return withTenant(ctx, async (tx) => {
    const { count } = await tx.providerKey.updateMany({
      where: { id: providerKeyId, orgId: ctx.orgId, revokedAt: null },
      data: { ...NO_SECRET, revokedAt: ctx.now() },
    });
    const row = await getProviderKeyOrThrow(tx, ctx, providerKeyId);
    if (count > 0) {
      const target = { targetKind: "provider_key", targetId: row.id };
      const changes = { provider: row.provider, name: row.name };
      await writeAudit(tx, ctx, { action: "provider_key.revoked", ...target, changes });
    }
    return toProviderKey(row);
  });
}
