import {
  CompleteExperimentInput,
  CreateExperimentInput,
  ExperimentIdInput,
  ExperimentPage,
  ExperimentResults,
  ExperimentView,
  ListExperimentsInput,
} from "@/server/contracts/experiments";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { createExperiment } from "./create-experiment";
import { completeExperiment, rollBackExperiment } from "./end-experiment";
import { getResults } from "./get-results";
import { listExperiments } from "./list-experiments";

const read = () => procedure.requires("experiment:read");
const manage = () => procedure.requires("experiment:manage");

export const experimentsRouter = router({
  list: read()
    .input(ListExperimentsInput)
    .output(ExperimentPage)
    .query(({ ctx, input }) => listExperiments(ctx.org, input)),
  results: read()
    .input(ExperimentIdInput)
    .output(ExperimentResults)
    .query(({ ctx, input }) => getResults(ctx.org, input)),
  create: manage()
    .input(CreateExperimentInput)
    .output(ExperimentView)
    .mutation(({ ctx, input }) => createExperiment(ctx.org, input)),
  rollBack: manage()
    .input(ExperimentIdInput)
    .output(ExperimentView)
    .mutation(({ ctx, input }) => rollBackExperiment(ctx.org, input)),
  complete: manage()
    .input(CompleteExperimentInput)
    .output(ExperimentView)
    .mutation(({ ctx, input }) => completeExperiment(ctx.org, input)),
});
