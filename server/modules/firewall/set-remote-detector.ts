import {
  type RemoteDetectorSettings,
  SetRemoteDetectorInput,
  type SetRemoteDetectorOutput,
} from "@/server/contracts/remote-detector";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { getProjectOrThrow } from "@/server/modules/projects";
import { checkDetectorUrl } from "./check-detector-url";
import { newDetectorSecret } from "./detector-secret";
import { readDetector, requireAskable, type StoredDetector, shownDetector } from "./remote-detectors.queries";

/**
 * Has a project's texts looked at by a detector outside, or changes how. A webhook gets a secret with its first
 * settings and with each new address: it is in that answer and in no other.
 */
export async function setRemoteDetector(
  ctx: Ctx,
  input: SetRemoteDetectorInput,
): Promise<SetRemoteDetectorOutput> {
  authorize(ctx, "firewall:manage");
  const { projectId, settings } = parseInput(SetRemoteDetectorInput, input);
  if (settings.kind === "webhook") await checkDetectorUrl(settings.url);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    await getProjectOrThrow(tx, ctx, projectId);
    await requireAskable(tx, ctx, settings);
    const before = await readDetector(tx, ctx, projectId);
    const made = secretFor(ctx, { projectId, settings, before });
    await store(tx, ctx, { projectId, settings, columns: made.columns });
    const target = { targetKind: "project", targetId: projectId } as const;
    await writeAudit(tx, ctx, {
      action: "firewall.detector_set",
      ...target,
      changes: { from: before?.settings ?? null, to: settings },
    });
    const stored = await readDetector(tx, ctx, projectId);
    if (stored === null) throw notFound("detector");
    return { detector: shownDetector(stored), secret: made.secret };
  });
}

const NO_SECRET = { ciphertext: null, wrappedKey: null, masterKeyId: null, lastFour: null } as const;

type SecretColumns =
  | typeof NO_SECRET
  | ReturnType<typeof newDetectorSecret>["columns"]
  | Record<string, never>;

interface SecretFacts {
  projectId: string;
  settings: RemoteDetectorSettings;
  before: StoredDetector | null;
}

function secretFor(
  ctx: Ctx,
  { projectId, settings, before }: SecretFacts,
): { columns: SecretColumns; secret: string | null } {
  if (settings.kind !== "webhook") return { columns: NO_SECRET, secret: null };
  // Whoever had the old address must not be able to sign as we do for the new one.
  if (before?.settings.kind === "webhook" && before.settings.url === settings.url)
    return { columns: {}, secret: null };
  const version = (before?.secretVersion ?? 0) + 1;
  return newDetectorSecret({ orgId: ctx.orgId, projectId, version });
}

async function store(
  tx: Tx,
  ctx: Ctx,
  {
    projectId,
    settings,
    columns,
  }: { projectId: string; settings: RemoteDetectorSettings; columns: SecretColumns },
): Promise<void> {
  await tx.remoteDetector.upsert({
    where: { projectId, orgId: ctx.orgId },
    create: { projectId, orgId: ctx.orgId, settings, ...columns },
    update: { settings, version: { increment: 1 }, ...columns },
    select: { projectId: true },
  });
}
