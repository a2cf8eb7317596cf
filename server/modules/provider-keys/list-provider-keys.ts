import type { ListProviderKeysOutput } from "@/server/contracts/provider-keys";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { PROVIDER_KEY_FIELDS, toProviderKey } from "./provider-keys.queries";

const PROVIDER_KEYS_MAX = 500;

/** Newest first, without the revoked ones: their key is gone and nothing can be done with them. */
export async function listProviderKeys(ctx: Ctx): Promise<ListProviderKeysOutput> {
  authorize(ctx, "provider:read");
  const rows = await withTenant(ctx, (tx) =>
    tx.providerKey.findMany({
      where: { orgId: ctx.orgId, revokedAt: null },
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      take: PROVIDER_KEYS_MAX,
      select: PROVIDER_KEY_FIELDS,
    }),
  );
  return { items: rows.map(toProviderKey) };
}
