import { type ProviderKey, UpdateProviderKeyInput } from "@/server/contracts/provider-keys";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { checkBaseUrl, checkIsPublic, lastFourOf } from "./check-provider-facts";
import { getProviderKeyOrThrow, PROVIDER_KEY_FIELDS, toProviderKey } from "./provider-keys.queries";
import { NO_SECRET, sealProviderSecret } from "./provider-secret";

/**
 * Renames a connection, moves it, or replaces its key. A new address or provider clears the stored key unless a new
 * one comes with it: otherwise whoever may edit the address could have the key sent to a server of their own.
 */
export async function updateProviderKey(ctx: Ctx, input: UpdateProviderKeyInput): Promise<ProviderKey> {
  authorize(ctx, "provider:manage");
  const { providerKeyId, secret, ...wanted } = parseInput(UpdateProviderKeyInput, input);
  await checkIsPublic(wanted.baseUrl);
  return withTenant(ctx, async (tx) => {
    await lockProviderKey(tx, ctx, providerKeyId);
    const before = await getProviderKeyOrThrow(tx, ctx, providerKeyId);
    if (before.revokedAt !== null)
      throw new AppError("conflict", "This connection was revoked. Add a new one.");
    const provider = wanted.provider ?? before.provider;
    const baseUrl = wanted.baseUrl === undefined ? before.baseUrl : wanted.baseUrl;
    checkBaseUrl(provider, baseUrl);
    const hasMoved = provider !== before.provider || baseUrl !== before.baseUrl;
    const version = before.version + 1;
    const stored = secretChange({ orgId: ctx.orgId, providerKeyId, version }, secret, hasMoved);
    const row = await tx.providerKey.update({
      where: { id: providerKeyId },
      data: { provider, baseUrl, name: wanted.name ?? before.name, ...stored },
      select: PROVIDER_KEY_FIELDS,
    });
    await writeAudit(tx, ctx, {
      action: "provider_key.updated",
      targetKind: "provider_key",
      targetId: providerKeyId,
      changes: { ...wanted, key: secret !== undefined ? "replaced" : hasMoved ? "cleared" : "kept" },
    });
    return toProviderKey(row);
  });
}

function secretChange(
  owner: { orgId: string; providerKeyId: string; version: number },
  secret: string | undefined,
  hasMoved: boolean,
) {
  const { version } = owner;
  if (secret !== undefined)
    return { ...sealProviderSecret(owner, secret), lastFour: lastFourOf(secret), version };
  return hasMoved ? { ...NO_SECRET, version } : {};
}

/** Two edits at once must not pair one's address with the other's key. */
async function lockProviderKey(tx: Tx, ctx: Ctx, providerKeyId: string): Promise<void> {
  await tx.$queryRaw`
    select 1 from provider_keys where id = ${providerKeyId} and org_id = ${ctx.orgId} for update`;
}
