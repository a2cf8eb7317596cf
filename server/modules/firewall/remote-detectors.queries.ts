import { PROVIDERS } from "@/server/contracts/provider-table";
import {
  MODERATION_PROVIDERS,
  type RemoteDetector,
  type RemoteDetectorSettings,
  readRemoteDetector,
} from "@/server/contracts/remote-detector";
import type { Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import type { Tx } from "@/server/db/tenant";

const FIELDS = {
  projectId: true,
  settings: true,
  version: true,
  secretVersion: true,
  lastFour: true,
  updatedAt: true,
} as const;

export type StoredDetector = RemoteDetector & { secretVersion: number };

/** The project's remote detector; null where it has none that can be read. */
export async function readDetector(tx: Tx, ctx: Ctx, projectId: string): Promise<StoredDetector | null> {
  const row = await tx.remoteDetector.findFirst({ where: { orgId: ctx.orgId, projectId }, select: FIELDS });
  const settings = row === null ? null : readRemoteDetector(row.settings);
  return row === null || settings === null ? null : { ...row, settings };
}

export function shownDetector({ secretVersion: _, ...detector }: StoredDetector): RemoteDetector {
  return detector;
}

/** Refuses a provider key of somebody else, and one whose provider could not be asked. */
export async function requireAskable(tx: Tx, ctx: Ctx, settings: RemoteDetectorSettings): Promise<void> {
  if (settings.kind === "webhook") return;
  const key = await tx.providerKey.findFirst({
    where: { id: settings.providerKeyId, orgId: ctx.orgId, revokedAt: null },
    select: { provider: true },
  });
  const refuse = (text: string): AppError =>
    new AppError("invalid_field", text, { param: "settings.providerKeyId" });
  if (key === null) throw refuse("Choose one of your provider keys.");
  if (settings.kind === "openai_moderation" && !MODERATION_PROVIDERS.some((name) => name === key.provider))
    throw refuse(
      "This provider has no moderation endpoint. Choose a key for OpenAI, Mistral or your own server.",
    );
  if ((PROVIDERS[key.provider]?.paths.chat ?? null) === null)
    throw refuse("This provider does not speak OpenAI’s chat format.");
}
