import {
  ContributionView,
  GetSnapshotInput,
  RouteLearningInput,
  RouteLearningView,
  SetLearningModeInput,
  SetLearningModeOutput,
  SnapshotView,
} from "@/server/contracts/learning";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getContribution } from "./get-contribution";
import { getRouteLearning } from "./get-route-learning";
import { getSnapshot } from "./get-snapshot";
import { setLearningMode } from "./set-learning-mode";

export const learningRouter = router({
  contribution: procedure
    .requires("route:read")
    .output(ContributionView)
    .query(({ ctx }) => getContribution(ctx.org)),
  snapshot: procedure
    .requires("route:read")
    .input(GetSnapshotInput)
    .output(SnapshotView)
    .query(({ ctx, input }) => getSnapshot(ctx.org, input)),
  route: procedure
    .requires("route:read")
    .input(RouteLearningInput)
    .output(RouteLearningView)
    .query(({ ctx, input }) => getRouteLearning(ctx.org, input)),
  setMode: procedure
    .requires("learning:manage")
    .input(SetLearningModeInput)
    .output(SetLearningModeOutput)
    .mutation(({ ctx, input }) => setLearningMode(ctx.org, input)),
});
