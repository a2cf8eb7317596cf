import { ProjectOfDetector } from "@/server/contracts/remote-detector";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";
import { readDetector } from "./remote-detectors.queries";

/** No text of the project is sent to a detector outside any more, and the webhook's secret is gone. */
export async function removeRemoteDetector(ctx: Ctx, input: ProjectOfDetector): Promise<void> {
  authorize(ctx, "firewall:manage");
  const { projectId } = parseInput(ProjectOfDetector, input);
  await withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    const before = await readDetector(tx, ctx, projectId);
    await tx.remoteDetector.deleteMany({ where: { projectId, orgId: ctx.orgId } });
    await writeAudit(tx, ctx, {
      action: "firewall.detector_removed",
      targetKind: "project",
      targetId: projectId,
      changes: { from: before?.settings ?? null },
    });
  });
}
