import { z } from "zod";
import {
  AddDatasetRowsInput,
  CreateDatasetInput,
  ListDatasetRowsInput,
  ListDatasetsInput,
} from "@/server/contracts/datasets";
import { CreateRunInput, ListRunResultsInput, ListRunsInput } from "@/server/contracts/evaluation-runs";
import { parseInput } from "@/server/core/parse-input";
import {
  addDatasetRows,
  createDataset,
  deleteDataset,
  getDataset,
  listDatasetRows,
  listDatasets,
} from "@/server/modules/datasets";
import { cancelRun, createRun, getRun, listRunResults, listRuns } from "@/server/modules/evaluations";
import { json, type ResourceAnswer, type ResourceCall, readJsonBody, readQuery } from "./resource";

const RUN_BYTES_MAX = 128 * 1024;
const ROWS_BYTES_MAX = 8 * 1024 * 1024;
const NOTHING = z.strictObject({});
const PAGE = ListDatasetsInput.strict();

export async function answerRuns({ req, ctx, scope }: ResourceCall): Promise<ResourceAnswer> {
  return json(200, await listRuns(ctx, readQuery(ListRunsInput.strict(), req), scope));
}

export async function postRun({ req, ctx, scope }: ResourceCall): Promise<ResourceAnswer> {
  const input = parseInput(CreateRunInput.strict(), await readJsonBody(req, RUN_BYTES_MAX));
  return json(201, await createRun(ctx, input, scope));
}

export async function answerRun({ req, ctx, scope }: ResourceCall, runId: string): Promise<ResourceAnswer> {
  readQuery(NOTHING, req);
  return json(200, await getRun(ctx, { runId }, scope));
}

export async function answerRunResults(
  { req, ctx, scope }: ResourceCall,
  runId: string,
): Promise<ResourceAnswer> {
  const page = readQuery(ListRunResultsInput.omit({ runId: true }).strict(), req);
  return json(200, await listRunResults(ctx, { ...page, runId }, scope));
}

export async function postCancel({ req, ctx, scope }: ResourceCall, runId: string): Promise<ResourceAnswer> {
  parseInput(NOTHING, await readJsonBody(req, RUN_BYTES_MAX));
  return json(200, await cancelRun(ctx, { runId }, scope));
}

export async function answerDatasets({ req, ctx, scope }: ResourceCall): Promise<ResourceAnswer> {
  return json(200, await listDatasets(ctx, readQuery(PAGE, req), scope));
}

export async function postDataset({ req, ctx, scope }: ResourceCall): Promise<ResourceAnswer> {
  const input = parseInput(CreateDatasetInput.strict(), await readJsonBody(req, ROWS_BYTES_MAX));
  return json(201, await createDataset(ctx, input, scope));
}

export async function answerDataset(
  { req, ctx, scope }: ResourceCall,
  datasetId: string,
): Promise<ResourceAnswer> {
  readQuery(NOTHING, req);
  return json(200, await getDataset(ctx, { datasetId }, scope));
}

export async function dropDataset({ ctx, scope }: ResourceCall, datasetId: string): Promise<ResourceAnswer> {
  return json(200, await deleteDataset(ctx, { datasetId }, scope));
}

export async function answerRows(
  { req, ctx, scope }: ResourceCall,
  datasetId: string,
): Promise<ResourceAnswer> {
  const page = readQuery(ListDatasetRowsInput.omit({ datasetId: true }).strict(), req);
  return json(200, await listDatasetRows(ctx, { ...page, datasetId }, scope));
}

export async function postRows(
  { req, ctx, scope }: ResourceCall,
  datasetId: string,
): Promise<ResourceAnswer> {
  const body = AddDatasetRowsInput.omit({ datasetId: true }).strict();
  const input = parseInput(body, await readJsonBody(req, ROWS_BYTES_MAX));
  return json(201, await addDatasetRows(ctx, { ...input, datasetId }, scope));
}
