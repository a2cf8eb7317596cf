import { z } from "zod";
import {
  AddDatasetRowsInput,
  CreateDatasetInput,
  DatasetIdInput,
  DatasetPage,
  DatasetRowPage,
  DatasetView,
  ListDatasetRowsInput,
  ListDatasetsInput,
  ListSourcesInput,
  SourceList,
} from "@/server/contracts/datasets";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { addDatasetRows } from "./add-rows";
import { createDataset } from "./create-dataset";
import { deleteDataset } from "./delete-dataset";
import { listDatasetRows, listDatasets } from "./list-datasets";
import { listSources } from "./list-sources";

const OfProject = z.object({ projectId: z.string().max(64) });

export const datasetsRouter = router({
  list: procedure
    .requires("evaluation:read")
    .input(ListDatasetsInput.extend(OfProject.shape))
    .output(DatasetPage)
    .query(({ ctx, input: { projectId, ...page } }) => listDatasets(ctx.org, page, { projectId })),
  rows: procedure
    .requires("evaluation:read")
    .input(ListDatasetRowsInput)
    .output(DatasetRowPage)
    .query(({ ctx, input }) => listDatasetRows(ctx.org, input)),
  sources: procedure
    .requires("evaluation:manage")
    .input(ListSourcesInput)
    .output(SourceList)
    .query(({ ctx, input }) => listSources(ctx.org, input)),
  addRows: procedure
    .requires("evaluation:manage")
    .input(AddDatasetRowsInput)
    .output(DatasetView)
    .mutation(({ ctx, input }) => addDatasetRows(ctx.org, input)),
  create: procedure
    .requires("evaluation:manage")
    .input(CreateDatasetInput.extend(OfProject.shape))
    .output(DatasetView)
    .mutation(({ ctx, input: { projectId, ...dataset } }) => createDataset(ctx.org, dataset, { projectId })),
  delete: procedure
    .requires("evaluation:manage")
    .input(DatasetIdInput)
    .output(z.object({ id: z.string(), deleted: z.literal(true) }))
    .mutation(({ ctx, input }) => deleteDataset(ctx.org, input)),
});
