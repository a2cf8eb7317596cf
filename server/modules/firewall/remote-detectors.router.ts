import { z } from "zod";
import {
  GetRemoteDetectorOutput,
  ProjectOfDetector,
  SetRemoteDetectorInput,
  SetRemoteDetectorOutput,
  TriedDetector,
  TryRemoteDetectorInput,
} from "@/server/contracts/remote-detector";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getRemoteDetector } from "./get-remote-detector";
import { removeRemoteDetector } from "./remove-remote-detector";
import { rotateDetectorSecret } from "./rotate-detector-secret";
import { setRemoteDetector } from "./set-remote-detector";
import { tryRemoteDetector } from "./try-remote-detector";

export const remoteDetectorsRouter = router({
  get: procedure
    .requires("firewall:read")
    .input(ProjectOfDetector)
    .output(GetRemoteDetectorOutput)
    .query(({ ctx, input }) => getRemoteDetector(ctx.org, input)),
  set: procedure
    .requires("firewall:manage")
    .input(SetRemoteDetectorInput)
    .output(SetRemoteDetectorOutput)
    .mutation(({ ctx, input }) => setRemoteDetector(ctx.org, input)),
  try: procedure
    .requires("firewall:manage")
    .input(TryRemoteDetectorInput)
    .output(TriedDetector)
    .mutation(({ ctx, input }) => tryRemoteDetector(ctx.org, input)),
  rotateSecret: procedure
    .requires("firewall:manage")
    .input(ProjectOfDetector)
    .output(SetRemoteDetectorOutput)
    .mutation(({ ctx, input }) => rotateDetectorSecret(ctx.org, input)),
  remove: procedure
    .requires("firewall:manage")
    .input(ProjectOfDetector)
    .output(z.void())
    .mutation(({ ctx, input }) => removeRemoteDetector(ctx.org, input)),
});
