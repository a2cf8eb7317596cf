import { NpsFilters, NpsReport, NpsReportInput } from "@/server/contracts/nps";
import {
  HandleNpsAnswerInput,
  ListNpsAnswersInput,
  NpsAnswer,
  NpsAnswerPage,
  NpsFacets,
  NpsResponseRate,
  ReleaseNpsAnswerInput,
  ReleaseNpsAnswerOutput,
} from "@/server/contracts/nps-answers";
import { releaseNpsAnswer } from "@/server/modules/feedback";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getNpsReport } from "./get-nps-report";
import { getResponseRate } from "./get-response-rate";
import { handleNpsAnswer } from "./handle-nps-answer";
import { listNpsAnswers } from "./list-nps-answers";
import { listNpsFacets } from "./list-nps-facets";

const HandledAnswer = NpsAnswer.pick({ id: true, handledAt: true, handledByLabel: true, handledNote: true });

export const npsRouter = router({
  report: procedure
    .requires("nps:read")
    .input(NpsReportInput)
    .output(NpsReport)
    .query(({ ctx, input }) => getNpsReport(ctx.org, input)),
  responseRate: procedure
    .requires("nps:read")
    .input(NpsFilters.pick({ range: true, projectId: true }))
    .output(NpsResponseRate)
    .query(({ ctx, input }) => getResponseRate(ctx.org, input)),
  facets: procedure
    .requires("nps:read")
    .input(NpsFilters.pick({ range: true }))
    .output(NpsFacets)
    .query(({ ctx, input }) => listNpsFacets(ctx.org, input)),
  answers: procedure
    .requires("nps:read")
    .input(ListNpsAnswersInput)
    .output(NpsAnswerPage)
    .query(({ ctx, input }) => listNpsAnswers(ctx.org, input)),
  release: procedure
    .requires("nps:release")
    .input(ReleaseNpsAnswerInput)
    .output(ReleaseNpsAnswerOutput)
    .mutation(({ ctx, input }) => releaseNpsAnswer(ctx.org, input)),
  handle: procedure
    .requires("nps:handle")
    .input(HandleNpsAnswerInput)
    .output(HandledAnswer)
    .mutation(({ ctx, input }) => handleNpsAnswer(ctx.org, input)),
});
