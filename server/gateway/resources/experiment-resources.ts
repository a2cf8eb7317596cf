import { z } from "zod";
import {
  CompleteExperimentInput,
  CreateExperimentInput,
  ListExperimentsInput,
} from "@/server/contracts/experiments";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import {
  completeExperiment,
  createExperiment,
  getResults,
  listExperiments,
  rollBackExperiment,
} from "@/server/modules/experiments";
import type { GatewayRequest } from "../types";
import { json, type ResourceAnswer, type ResourceCall, readJsonBody, readQuery } from "./resource";

const BODY_BYTES_MAX = 8_192;
const NOTHING = z.strictObject({});

export async function answerExperiments({ req, ctx, scope }: ResourceCall): Promise<ResourceAnswer> {
  return json(200, await listExperiments(ctx, readQuery(ListExperimentsInput.strict(), req), scope));
}

export async function postExperiment({ req, ctx, scope }: ResourceCall): Promise<ResourceAnswer> {
  requireConfirmation(req);
  const input = parseInput(CreateExperimentInput.strict(), await readJsonBody(req, BODY_BYTES_MAX));
  return json(201, await createExperiment(ctx, input, scope));
}

export async function answerResults(
  { req, ctx, scope }: ResourceCall,
  experimentId: string,
): Promise<ResourceAnswer> {
  readQuery(NOTHING, req);
  return json(200, await getResults(ctx, { experimentId }, scope));
}

export async function undoExperiment(
  { req, ctx, scope }: ResourceCall,
  experimentId: string,
): Promise<ResourceAnswer> {
  requireConfirmation(req);
  parseInput(NOTHING, await readJsonBody(req, BODY_BYTES_MAX));
  return json(200, await rollBackExperiment(ctx, { experimentId }, scope));
}

const CompleteBody = CompleteExperimentInput.omit({ experimentId: true }).strict();

export async function finishExperiment(
  { req, ctx, scope }: ResourceCall,
  experimentId: string,
): Promise<ResourceAnswer> {
  const body = parseInput(CompleteBody, await readJsonBody(req, BODY_BYTES_MAX));
  return json(200, await completeExperiment(ctx, { ...body, experimentId }, scope));
}

/** It moves live traffic, so that a call made by mistake must not be enough. */
function requireConfirmation({ headers }: GatewayRequest): void {
  if (headers["x-floopy-confirm"] === "experiments") return;
  throw new AppError("invalid_request", "not confirmed", {
    userMessage: "Send the header X-Floopy-Confirm: experiments, as this moves live traffic.",
    param: "X-Floopy-Confirm",
  });
}
