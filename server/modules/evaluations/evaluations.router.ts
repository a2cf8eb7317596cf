import { z } from "zod";
import {
  CreateRunInput,
  ListRunResultsInput,
  ListRunsInput,
  RunIdInput,
  RunPage,
  RunResultPage,
  RunView,
} from "@/server/contracts/evaluation-runs";
import { GetVerdictsInput, VerdictsSchema } from "@/server/contracts/evaluations";
import {
  AcceptDriftInput,
  JudgeReportSchema,
  JudgeSettingsSchema,
  ProjectOfJudge,
  UpdateJudgeInput,
} from "@/server/contracts/judge";
import {
  NextToRateInput,
  NextToRateSchema,
  RateRequestInput,
  RatingSchema,
  RemoveRatingInput,
} from "@/server/contracts/ratings";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { acceptDrift } from "./accept-drift";
import { cancelRun } from "./cancel-run";
import { createRun } from "./create-run";
import { getJudgeReport } from "./get-judge-report";
import { getVerdicts } from "./get-verdicts";
import { listRunResults, listRuns } from "./list-runs";
import { nextToRate } from "./next-to-rate";
import { rateRequest } from "./rate-request";
import { removeRating } from "./remove-rating";
import { updateJudge } from "./update-judge";

export const evaluationsRouter = router({
  verdicts: procedure
    .requires("request:read")
    .input(GetVerdictsInput)
    .output(VerdictsSchema)
    .query(({ ctx, input }) => getVerdicts(ctx.org, input)),
  judge: procedure
    .requires("evaluation:read")
    .input(ProjectOfJudge)
    .output(JudgeReportSchema)
    .query(({ ctx, input }) => getJudgeReport(ctx.org, input)),
  updateJudge: procedure
    .requires("judge:manage")
    .input(UpdateJudgeInput)
    .output(JudgeSettingsSchema)
    .mutation(({ ctx, input }) => updateJudge(ctx.org, input)),
  nextToRate: procedure
    .requires("rating:write")
    .input(NextToRateInput)
    .output(NextToRateSchema)
    .query(({ ctx, input }) => nextToRate(ctx.org, input)),
  rate: procedure
    .requires("rating:write")
    .input(RateRequestInput)
    .output(RatingSchema)
    .mutation(({ ctx, input }) => rateRequest(ctx.org, input)),
  removeRating: procedure
    .requires("rating:write")
    .input(RemoveRatingInput)
    .output(z.object({ requestId: z.string() }))
    .mutation(({ ctx, input }) => removeRating(ctx.org, input)),
  runs: procedure
    .requires("evaluation:read")
    .input(ListRunsInput.extend({ projectId: z.string().max(64) }))
    .output(RunPage)
    .query(({ ctx, input: { projectId, ...page } }) => listRuns(ctx.org, page, { projectId })),
  results: procedure
    .requires("evaluation:read")
    .input(ListRunResultsInput)
    .output(RunResultPage)
    .query(({ ctx, input }) => listRunResults(ctx.org, input)),
  start: procedure
    .requires("evaluation:manage")
    .input(CreateRunInput)
    .output(RunView)
    .mutation(({ ctx, input }) => createRun(ctx.org, input)),
  cancel: procedure
    .requires("evaluation:manage")
    .input(RunIdInput)
    .output(RunView)
    .mutation(({ ctx, input }) => cancelRun(ctx.org, input)),
  acceptDrift: procedure
    .requires("judge:manage")
    .input(AcceptDriftInput)
    .output(z.object({ isAccepted: z.literal(true) }))
    .mutation(({ ctx, input }) => acceptDrift(ctx.org, input)),
});
