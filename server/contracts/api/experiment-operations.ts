import { z } from "zod";
import {
  CompleteExperimentInput,
  CreateExperimentInput,
  ExperimentPage,
  ExperimentResults,
  ExperimentView,
  ListExperimentsInput,
} from "../experiments";
import type { ApiParameter, OperationTable } from "./operation";
import { PAGE, queryOf } from "./query-parameters";

const json = (text: string, schema: z.ZodType) => ({ text, bodies: [{ schema }] });
const ID = { id: "The experiment’s id." };
const CONFIRM: ApiParameter = {
  name: "X-Floopy-Confirm",
  text: "Moving live traffic must be meant.",
  schema: z.literal("experiments"),
  isRequired: true,
};

export const EXPERIMENT_OPERATIONS: OperationTable = {
  "GET /v1/experiments": {
    id: "listExperiments",
    tag: "Experiments",
    summary: "Experiments, the newest first",
    auth: "read",
    query: queryOf(ListExperimentsInput, {
      status: "Only those in this state.",
      from: "Begun at this time or day, or later.",
      to: "Begun up to this time or day.",
      ...PAGE,
    }),
    answer: json("A page of experiments.", ExperimentPage),
    errors: ["invalid_request", "plan_required"],
  },
  "POST /v1/experiments": {
    id: "createExperiment",
    tag: "Experiments",
    summary: "Split a route’s sessions between it and another",
    text:
      "Sessions that call route A are split from now on; each stays on its side. Route B takes the share you name. A route " +
      "is in one running experiment at most, and a pinned route keeps its model. When B is worse beyond doubt, the split ends by itself.",
    auth: "write",
    headers: [CONFIRM],
    takesIdempotencyKey: true,
    body: { schema: CreateExperimentInput },
    answer: { status: 201, ...json("The running experiment.", ExperimentView) },
    errors: ["invalid_request", "not_found", "conflict", "plan_required", "idempotency_conflict"],
  },
  "GET /v1/experiments/{id}/results": {
    id: "getExperimentResults",
    tag: "Experiments",
    summary: "How both sides have done",
    text:
      "The winner is found by a test that stays right however often you look: by end users’ answers once each side has " +
      "thirty of them, before that by how many sessions succeed. Null means not known yet.",
    auth: "read",
    path: ID,
    answer: json("Both sides, and the winner as far as it is known.", ExperimentResults),
    errors: ["not_found", "plan_required"],
  },
  "POST /v1/experiments/{id}/rollback": {
    id: "rollBackExperiment",
    tag: "Experiments",
    summary: "Send every session to route A again",
    auth: "write",
    path: ID,
    headers: [CONFIRM],
    answer: json("The ended experiment.", ExperimentView),
    errors: ["invalid_request", "not_found", "conflict", "plan_required"],
  },
  "POST /v1/experiments/{id}/complete": {
    id: "completeExperiment",
    tag: "Experiments",
    summary: "End an experiment, and promote route B if it is better",
    text: "With promote, route A takes over B’s models, strategy and settings and keeps its own name and id.",
    auth: "write",
    path: ID,
    body: { schema: CompleteExperimentInput.omit({ experimentId: true }) },
    answer: json("The ended experiment.", ExperimentView),
    errors: ["invalid_request", "not_found", "conflict", "plan_required"],
  },
};
