import { type GetRemoteDetectorOutput, ProjectOfDetector } from "@/server/contracts/remote-detector";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";
import { readDetector, shownDetector } from "./remote-detectors.queries";

export async function getRemoteDetector(
  ctx: Ctx,
  input: ProjectOfDetector,
): Promise<GetRemoteDetectorOutput> {
  authorize(ctx, "firewall:read");
  const { projectId } = parseInput(ProjectOfDetector, input);
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    const detector = await readDetector(tx, ctx, projectId);
    return { detector: detector && shownDetector(detector) };
  });
}
