import type { Action } from "@/server/contracts/permissions";
import { createOnce, type RunResource } from "./create-once";
import { answerErasure } from "./erasure-resources";
import {
  answerDataset,
  answerDatasets,
  answerRows,
  answerRun,
  answerRunResults,
  answerRuns,
  dropDataset,
  postCancel,
  postDataset,
  postRows,
  postRun,
} from "./evaluation-resources";
import {
  answerExperiments,
  answerResults,
  finishExperiment,
  postExperiment,
  undoExperiment,
} from "./experiment-resources";
import { explainRouting } from "./explain-routing";
import { answerExport } from "./export-resources";
import { answerContribution, answerLearningMode, answerSnapshot } from "./learning-resources";
import {
  answerPrompt,
  answerPrompts,
  answerVersions,
  dropPrompt,
  postLabel,
  postPrompt,
  postRender,
  postVersion,
} from "./prompt-resources";
import { answerDecision, answerDecisions, answerSession, answerSessions } from "./read-resources";
import { answerConstraints, answerVerification, putConstraints } from "./routing-resources";

export interface ResourceHandler {
  action: Action;
  /** Which part of the path names the thing. */
  position: number;
  run: RunResource;
}

/** `/v1/decisions/{id}`: parts are counted from the empty one before the first slash. */
const ID_POSITION = 3;

const handler = (action: Action, run: RunResource): ResourceHandler => ({
  action,
  position: ID_POSITION,
  run,
});

/** One that makes something. */
const creator = (action: Action, run: RunResource): ResourceHandler => handler(action, createOnce(run));

/** Our own resources, by path and method. */
export const RESOURCES: Readonly<Record<string, Readonly<Record<string, ResourceHandler>>>> = {
  "/v1/decisions": { GET: handler("request:read", answerDecisions) },
  "/v1/decisions/{id}": { GET: handler("request:read", answerDecision) },
  "/v1/constraints": {
    GET: handler("constraint:read", answerConstraints),
    PUT: handler("constraint:manage", putConstraints),
  },
  "/v1/routing/explain": { POST: handler("request:write", explainRouting) },
  "/v1/export/decisions": { GET: handler("request:read", answerExport) },
  "/v1/optimization/verification": { GET: handler("route:read", answerVerification) },
  "/v1/experiments": {
    GET: handler("experiment:read", answerExperiments),
    POST: creator("experiment:manage", postExperiment),
  },
  "/v1/experiments/{id}/results": { GET: handler("experiment:read", answerResults) },
  "/v1/experiments/{id}/rollback": { POST: handler("experiment:manage", undoExperiment) },
  "/v1/experiments/{id}/complete": { POST: handler("experiment:manage", finishExperiment) },
  "/v1/evaluations": {
    GET: handler("evaluation:read", answerRuns),
    POST: creator("evaluation:manage", postRun),
  },
  "/v1/evaluations/{id}": { GET: handler("evaluation:read", answerRun) },
  "/v1/evaluations/{id}/results": { GET: handler("evaluation:read", answerRunResults) },
  "/v1/evaluations/{id}/cancel": { POST: handler("evaluation:manage", postCancel) },
  "/v1/datasets": {
    GET: handler("evaluation:read", answerDatasets),
    POST: creator("evaluation:manage", postDataset),
  },
  "/v1/datasets/{id}": {
    GET: handler("evaluation:read", answerDataset),
    DELETE: handler("evaluation:manage", dropDataset),
  },
  "/v1/datasets/{id}/rows": {
    GET: handler("evaluation:read", answerRows),
    POST: creator("evaluation:manage", postRows),
  },
  "/v1/prompts": {
    GET: handler("prompt:read", answerPrompts),
    POST: creator("prompt:manage", postPrompt),
  },
  "/v1/prompts/{id}": {
    GET: handler("prompt:read", answerPrompt),
    DELETE: handler("prompt:manage", dropPrompt),
  },
  "/v1/prompts/{id}/versions": {
    GET: handler("prompt:read", answerVersions),
    POST: creator("prompt:manage", postVersion),
  },
  "/v1/prompts/{id}/labels": { POST: handler("prompt:manage", postLabel) },
  "/v1/prompts/{id}/render": { POST: handler("prompt:read", postRender) },
  "/v1/sessions": { GET: handler("session:read", answerSessions) },
  "/v1/session/{id}": { GET: handler("session:read", answerSession) },
  "/v1/learning/contribution": { GET: handler("route:read", answerContribution) },
  "/v1/learning/snapshots/{id}": { GET: { ...handler("route:read", answerSnapshot), position: 4 } },
  "/v1/end-users/{id}": { DELETE: handler("data:erase", answerErasure) },
  "/v1/learning/mode": { PUT: handler("learning:manage", answerLearningMode) },
};
