import { z } from "zod";
import {
  AddVersionBody,
  CreatePromptInput,
  ListPromptsInput,
  MoveLabelBody,
  RenderPromptBody,
} from "@/server/contracts/prompts";
import { parseInput } from "@/server/core/parse-input";
import {
  addPromptVersion,
  createPrompt,
  deletePrompt,
  getPrompt,
  listPrompts,
  listPromptVersions,
  movePromptLabel,
  renderStoredPrompt,
} from "@/server/modules/prompts";
import { json, type ResourceAnswer, type ResourceCall, readJsonBody, readQuery } from "./resource";

const PROMPT_BYTES_MAX = 1024 * 1024;
const SMALL_BYTES_MAX = 16 * 1024;
const NOTHING = z.strictObject({});
const PAGE = ListPromptsInput.strict();

export async function answerPrompts({ req, ctx, scope }: ResourceCall): Promise<ResourceAnswer> {
  return json(200, await listPrompts(ctx, readQuery(PAGE, req), scope));
}

export async function postPrompt({ req, ctx, scope }: ResourceCall): Promise<ResourceAnswer> {
  const input = parseInput(CreatePromptInput.strict(), await readJsonBody(req, PROMPT_BYTES_MAX));
  return json(201, await createPrompt(ctx, input, scope));
}

export async function answerPrompt(
  { req, ctx, scope }: ResourceCall,
  promptId: string,
): Promise<ResourceAnswer> {
  readQuery(NOTHING, req);
  return json(200, await getPrompt(ctx, { promptId }, scope));
}

export async function dropPrompt({ ctx, scope }: ResourceCall, promptId: string): Promise<ResourceAnswer> {
  return json(200, await deletePrompt(ctx, { promptId }, scope));
}

export async function answerVersions(
  { req, ctx, scope }: ResourceCall,
  promptId: string,
): Promise<ResourceAnswer> {
  return json(200, await listPromptVersions(ctx, { ...readQuery(PAGE, req), promptId }, scope));
}

export async function postVersion(
  { req, ctx, scope }: ResourceCall,
  promptId: string,
): Promise<ResourceAnswer> {
  const input = parseInput(AddVersionBody.strict(), await readJsonBody(req, PROMPT_BYTES_MAX));
  return json(201, await addPromptVersion(ctx, { ...input, promptId }, scope));
}

export async function postLabel(
  { req, ctx, scope }: ResourceCall,
  promptId: string,
): Promise<ResourceAnswer> {
  const input = parseInput(MoveLabelBody.strict(), await readJsonBody(req, SMALL_BYTES_MAX));
  return json(200, await movePromptLabel(ctx, { ...input, promptId }, scope));
}

export async function postRender(
  { req, ctx, scope }: ResourceCall,
  promptId: string,
): Promise<ResourceAnswer> {
  const input = parseInput(RenderPromptBody.strict(), await readJsonBody(req, PROMPT_BYTES_MAX));
  return json(200, await renderStoredPrompt(ctx, { ...input, promptId }, scope));
}
