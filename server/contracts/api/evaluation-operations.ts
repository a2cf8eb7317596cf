import { z } from "zod";
import {
  AddDatasetRowsInput,
  CreateDatasetInput,
  DatasetPage,
  DatasetRowPage,
  DatasetView,
  ListDatasetRowsInput,
  ListDatasetsInput,
} from "../datasets";
import {
  CreateRunInput,
  ListRunResultsInput,
  ListRunsInput,
  RunPage,
  RunResultPage,
  RunView,
} from "../evaluation-runs";
import type { OperationTable } from "./operation";
import { PAGE, queryOf } from "./query-parameters";

const json = (text: string, schema: z.ZodType) => ({ text, bodies: [{ schema }] });
const RUN = { id: "The evaluation’s id." };
const DATASET = { id: "The dataset’s id." };

export const EVALUATION_OPERATIONS: OperationTable = {
  "GET /v1/evaluations": {
    id: "listEvaluations",
    tag: "Evaluations",
    summary: "Evaluations, the newest first",
    auth: "read",
    query: queryOf(ListRunsInput, { dataset_id: "Only those over this dataset.", ...PAGE }),
    answer: json("A page of evaluations.", RunPage),
    errors: ["invalid_request"],
  },
  "POST /v1/evaluations": {
    id: "createEvaluation",
    tag: "Evaluations",
    summary: "Ask a model everything in a dataset, and score what it says",
    text:
      "Runs in the background, with your provider keys and within your budgets. Each answer gets a score from 0 to 1: by " +
      "config.judge_model, which must be of another family than the model; without one by your expected answers, else by " +
      "checks. With compare, the judge says which of answer and expected answer is better, asked once in each order.",
    auth: "write",
    takesIdempotencyKey: true,
    body: { schema: CreateRunInput },
    answer: { status: 201, ...json("The evaluation, which is about to begin.", RunView) },
    errors: ["invalid_request", "not_found", "limit_exceeded", "idempotency_conflict"],
  },
  "GET /v1/evaluations/{id}": {
    id: "getEvaluation",
    tag: "Evaluations",
    summary: "How far an evaluation is",
    auth: "read",
    path: RUN,
    answer: json("The evaluation.", RunView),
    errors: ["not_found"],
  },
  "GET /v1/evaluations/{id}/results": {
    id: "getEvaluationResults",
    tag: "Evaluations",
    summary: "What the model said to each row, and its score",
    auth: "read",
    path: RUN,
    query: queryOf(ListRunResultsInput.omit({ runId: true }), PAGE),
    answer: json("A page of results, in the order in which they came.", RunResultPage),
    errors: ["invalid_request", "not_found"],
  },
  "POST /v1/evaluations/{id}/cancel": {
    id: "cancelEvaluation",
    tag: "Evaluations",
    summary: "End an evaluation; what it has found stays",
    auth: "write",
    path: RUN,
    answer: json("The ended evaluation.", RunView),
    errors: ["not_found", "conflict"],
  },
  "GET /v1/datasets": {
    id: "listDatasets",
    tag: "Evaluations",
    summary: "Datasets, the newest first",
    auth: "read",
    query: queryOf(ListDatasetsInput, PAGE),
    answer: json("A page of datasets.", DatasetPage),
    errors: ["invalid_request"],
  },
  "POST /v1/datasets": {
    id: "createDataset",
    tag: "Evaluations",
    summary: "Make a dataset",
    text: "A row’s input is a question or an object with messages; expected is what a right answer would be.",
    auth: "write",
    takesIdempotencyKey: true,
    body: { schema: CreateDatasetInput },
    answer: { status: 201, ...json("The dataset.", DatasetView) },
    errors: ["invalid_request", "not_found", "limit_exceeded", "idempotency_conflict"],
  },
  "GET /v1/datasets/{id}": {
    id: "getDataset",
    tag: "Evaluations",
    summary: "One dataset",
    auth: "read",
    path: DATASET,
    answer: json("The dataset.", DatasetView),
    errors: ["not_found"],
  },
  "DELETE /v1/datasets/{id}": {
    id: "deleteDataset",
    tag: "Evaluations",
    summary: "Delete a dataset with its rows, and end runs over it",
    auth: "write",
    path: DATASET,
    answer: json("It is gone.", z.object({ id: z.string(), deleted: z.literal(true) })),
    errors: ["not_found"],
  },
  "GET /v1/datasets/{id}/rows": {
    id: "listDatasetRows",
    tag: "Evaluations",
    summary: "A dataset’s rows, in the order in which they were added",
    auth: "read",
    path: DATASET,
    query: queryOf(ListDatasetRowsInput.omit({ datasetId: true }), PAGE),
    answer: json("A page of rows.", DatasetRowPage),
    errors: ["invalid_request", "not_found"],
  },
  "POST /v1/datasets/{id}/rows": {
    id: "addDatasetRows",
    tag: "Evaluations",
    summary: "Add rows to a dataset",
    text: "With request_id, the conversation of a stored request becomes the input. All rows are added, or none.",
    auth: "write",
    path: DATASET,
    takesIdempotencyKey: true,
    body: { schema: AddDatasetRowsInput.omit({ datasetId: true }) },
    answer: { status: 201, ...json("The dataset.", DatasetView) },
    errors: ["invalid_request", "not_found", "limit_exceeded", "idempotency_conflict"],
  },
};
