import { type ProviderKey, UpdateProviderKeyInput } from "@/server/contracts/provider-keys";
import { movesAddress } from "@/server/contracts/provider-settings";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import {
  checkBaseUrl,
  checkIsPublic,
  checkSettings,
  givenSecret,
  type SecretToStore,
} from "./check-provider-facts";
import {
  getProviderKeyOrThrow,
  PROVIDER_KEY_FIELDS,
  type Settings,
  toProviderKey,
  toSettings,
} from "./provider-keys.queries";
import { NO_SECRET, sealed } from "./provider-secret";

/**
 * Renames a connection, moves it, or replaces its key. A new provider or address, or a setting that is part of the
 * address, clears the stored key unless a new one comes with it: otherwise whoever may edit the address could have the key sent to a server of their own.
 */
export async function updateProviderKey(ctx: Ctx, input: UpdateProviderKeyInput): Promise<ProviderKey> {
  authorize(ctx, "provider:manage");
  const { providerKeyId, secret, credential, ...wanted } = parseInput(UpdateProviderKeyInput, input);
  await checkIsPublic(wanted.baseUrl);
  return withTenant(ctx, async (tx) => {
    await lockProviderKey(tx, ctx, providerKeyId);
    const before = await getProviderKeyOrThrow(tx, ctx, providerKeyId);
    if (before.revokedAt !== null)
      throw new AppError("conflict", "This connection was revoked. Add a new one.");
    const provider = wanted.provider ?? before.provider;
    const baseUrl = wanted.baseUrl === undefined ? before.baseUrl : wanted.baseUrl;
    checkBaseUrl(provider, baseUrl);
    const stored = toSettings(before.settings);
    const isSame = provider === before.provider;
    const settings = checkSettings(provider, wanted.settings ?? (isSame ? stored : {}));
    const hasMoved = !isSame || baseUrl !== before.baseUrl || hasNewAddress(provider, stored, settings);
    const given = givenSecret(provider, { secret, credential });
    const owner = { orgId: ctx.orgId, providerKeyId, version: before.version + 1 };
    const row = await tx.providerKey.update({
      where: { id: providerKeyId },
      data: {
        provider,
        baseUrl,
        settings,
        name: wanted.name ?? before.name,
        ...secretChange(owner, given, hasMoved),
      },
      select: PROVIDER_KEY_FIELDS,
    });
    await writeAudit(tx, ctx, {
      action: "provider_key.updated",
      targetKind: "provider_key",
      targetId: providerKeyId,
      changes: { ...wanted, key: given !== null ? "replaced" : hasMoved ? "cleared" : "kept" },
    });
    return toProviderKey(row);
  });
}

function hasNewAddress(provider: string, before: Settings, after: Settings): boolean {
  return movesAddress(PROVIDERS[provider]?.settings ?? [], before, after);
}

function secretChange(
  owner: { orgId: string; providerKeyId: string; version: number },
  secret: SecretToStore | null,
  hasMoved: boolean,
) {
  const { version } = owner;
  if (secret !== null) return { ...sealed(owner, secret), version };
  return hasMoved ? { ...NO_SECRET, version } : {};
}

/** Two edits at once must not pair one's address with the other's key. */
async function lockProviderKey(tx: Tx, ctx: Ctx, providerKeyId: string): Promise<void> {
  await tx.$queryRaw`
    select 1 from provider_keys where id = ${providerKeyId} and org_id = ${ctx.orgId} for update`;
}
