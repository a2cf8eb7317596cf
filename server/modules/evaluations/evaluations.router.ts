import { z } from "zod";
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
import { getJudgeReport } from "./get-judge-report";
import { getVerdicts } from "./get-verdicts";
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
  acceptDrift: procedure
    .requires("judge:manage")
    .input(AcceptDriftInput)
    .output(z.object({ isAccepted: z.literal(true) }))
    .mutation(({ ctx, input }) => acceptDrift(ctx.org, input)),
});
