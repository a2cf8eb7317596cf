import { ProviderKey } from "@/server/contracts/provider-keys";
import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import type { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";

/** Without ciphertext or wrapped key; `masterKeyId` only tells whether a secret is stored. */
export const PROVIDER_KEY_FIELDS = {
  id: true,
  provider: true,
  name: true,
  baseUrl: true,
  settings: true,
  lastFour: true,
  masterKeyId: true,
  version: true,
  createdAt: true,
  revokedAt: true,
} as const satisfies Prisma.ProviderKeySelect;

type ProviderKeyRow = Prisma.ProviderKeyGetPayload<{ select: typeof PROVIDER_KEY_FIELDS }>;

export function toProviderKey(row: ProviderKeyRow): ProviderKey {
  const { masterKeyId, version: _version, settings, ...facts } = row;
  return { ...facts, settings: toSettings(settings), hasSecret: masterKeyId !== null };
}

export type Settings = ProviderKey["settings"];

const StoredSettings = ProviderKey.shape.settings.catch({});

/** The column is JSON: whatever else it holds counts as nothing. */
export function toSettings(value: unknown): Settings {
  return StoredSettings.parse(value);
}

/** The organisation's provider key with this id; another organisation's is not found. */
export async function getProviderKeyOrThrow(
  tx: Tx,
  ctx: Ctx,
  providerKeyId: string,
): Promise<ProviderKeyRow> {
  const row = await tx.providerKey.findFirst({
    where: { id: providerKeyId, orgId: ctx.orgId },
    select: PROVIDER_KEY_FIELDS,
  });
  if (row === null) throw notFound("provider key");
  return row;
}
