import { providerCatalogEntry } from "@/server/contracts/provider-catalog";
import { ConnectProviderInput, type ProviderKey } from "@/server/contracts/provider-keys";
import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { checkBaseUrl, checkIsPublic, checkSecret, checkSettings } from "./check-provider-facts";
import { PROVIDER_KEY_FIELDS, toProviderKey } from "./provider-keys.queries";
import { NO_SECRET, sealed } from "./provider-secret";

const ACTIVE_PROVIDER_KEYS_MAX = 100;

/** Stores the customer's key for a provider, encrypted for this row alone; it never comes back in an answer. */
export async function connectProvider(ctx: Ctx, input: ConnectProviderInput): Promise<ProviderKey> {
  authorize(ctx, "provider:manage");
  const { provider, baseUrl = null, name, ...given } = parseInput(ConnectProviderInput, input);
  checkBaseUrl(provider, baseUrl);
  const settings = checkSettings(provider, given.settings ?? {});
  const secret = checkSecret(provider, given);
  await checkIsPublic(baseUrl);
  const id = newId("pkey");
  const owner = { orgId: ctx.orgId, providerKeyId: id, version: 1 };
  const stored = secret === null ? NO_SECRET : sealed(owner, secret);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    await refuseTooMany(tx, ctx);
    const row = await tx.providerKey.create({
      data: {
        ...stored,
        id,
        orgId: ctx.orgId,
        provider,
        baseUrl,
        settings,
        name: name ?? providerCatalogEntry(provider)?.name ?? provider,
        createdBy: actorId(ctx.actor),
      },
      select: PROVIDER_KEY_FIELDS,
    });
    const target = { targetKind: "provider_key", targetId: id };
    const changes = { provider, baseUrl, settings, name: row.name };
    await writeAudit(tx, ctx, { action: "provider_key.connected", ...target, changes });
    return toProviderKey(row);
  });
}

async function refuseTooMany(tx: Tx, ctx: Ctx): Promise<void> {
  const count = await tx.providerKey.count({ where: { orgId: ctx.orgId, revokedAt: null } });
  if (count < ACTIVE_PROVIDER_KEYS_MAX) return;
  const text = `An organisation can connect ${ACTIVE_PROVIDER_KEYS_MAX} provider keys. Revoke one first.`;
  throw new AppError("limit_exceeded", text);
}
