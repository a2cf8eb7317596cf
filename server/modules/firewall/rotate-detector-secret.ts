import { ProjectOfDetector, type SetRemoteDetectorOutput } from "@/server/contracts/remote-detector";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { getProjectOrThrow } from "@/server/modules/projects";
import { newDetectorSecret } from "./detector-secret";
import { readDetector, shownDetector } from "./remote-detectors.queries";

/** A new secret for the calls of a webhook, in this answer only. The one before it signs nothing more. */
export async function rotateDetectorSecret(
  ctx: Ctx,
  input: ProjectOfDetector,
): Promise<SetRemoteDetectorOutput> {
  authorize(ctx, "firewall:manage");
  const { projectId } = parseInput(ProjectOfDetector, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    await getProjectOrThrow(tx, ctx, projectId);
    const before = await readDetector(tx, ctx, projectId);
    if (before?.settings.kind !== "webhook") throw notFound("webhook");
    const version = before.secretVersion + 1;
    const { secret, columns } = newDetectorSecret({ orgId: ctx.orgId, projectId, version });
    await tx.remoteDetector.update({
      where: { projectId, orgId: ctx.orgId },
      data: { ...columns, version: { increment: 1 } },
      select: { projectId: true },
    });
    const target = { targetKind: "project", targetId: projectId } as const;
    await writeAudit(tx, ctx, { action: "firewall.detector_secret_rotated", ...target });
    const stored = await readDetector(tx, ctx, projectId);
    if (stored === null) throw notFound("detector");
    return { detector: shownDetector(stored), secret };
  });
}
