import { z } from "zod";
import { GetVerdictsInput, VerdictsSchema } from "@/server/contracts/evaluations";
import {
  AcceptDriftInput,
  JudgeReportSchema,
  JudgeSettingsSchema,
  ProjectOfJudge,
  UpdateJudgeInput,
} from "@/server/contracts/judge";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { acceptDrift } from "./accept-drift";
import { getJudgeReport } from "./get-judge-report";
import { getVerdicts } from "./get-verdicts";
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
  acceptDrift: procedure
    .requires("judge:manage")
    .input(AcceptDriftInput)
    .output(z.object({ isAccepted: z.literal(true) }))
    .mutation(({ ctx, input }) => acceptDrift(ctx.org, input)),
});
