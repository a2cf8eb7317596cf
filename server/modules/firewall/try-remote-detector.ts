import { type TriedDetector, TryRemoteDetectorInput } from "@/server/contracts/remote-detector";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { THROTTLES, throttle } from "@/server/modules/identity";
import { getProjectOrThrow } from "@/server/modules/projects";
import { checkDetectorUrl } from "./check-detector-url";
import { detectorAsker } from "./detector-asker";
import { requireAskable } from "./remote-detectors.queries";

/**
 * Sends one text to a remote detector, saved or not, and says what came back. Nothing is stored of it, and nothing is
 * repeated of what the detector wrote but its verdict in our words.
 */
export async function tryRemoteDetector(ctx: Ctx, input: TryRemoteDetectorInput): Promise<TriedDetector> {
  authorize(ctx, "firewall:manage");
  const { projectId, settings, text } = parseInput(TryRemoteDetectorInput, input);
  await withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    await requireAskable(tx, ctx, settings);
  });
  if (settings.kind === "webhook") await checkDetectorUrl(settings.url);
  const ask = detectorAsker();
  if (ask === null)
    throw new AppError("dependency_unavailable", "no gateway in this process", {
      userMessage: "The detector cannot be asked from here.",
      retryAfterSeconds: 60,
    });
  await throttle(ctx.now(), [THROTTLES.detectorTrialByOrganization, ctx.orgId]);
  return ask({ orgId: ctx.orgId, projectId, settings, text });
}
