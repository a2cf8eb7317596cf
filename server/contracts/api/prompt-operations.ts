import { z } from "zod";
import {
  AddVersionBody,
  CreatePromptInput,
  ListPromptsInput,
  MoveLabelBody,
  PromptPage,
  PromptVersionPage,
  PromptVersionView,
  PromptView,
  RenderedPrompt,
  RenderPromptBody,
} from "../prompts";
import type { OperationTable } from "./operation";
import { PAGE, queryOf } from "./query-parameters";

const json = (text: string, schema: z.ZodType) => ({ text, bodies: [{ schema }] });
const PROMPT = { id: "The prompt’s id, or its short name." };

export const PROMPT_OPERATIONS: OperationTable = {
  "GET /v1/prompts": {
    id: "listPrompts",
    tag: "Prompts",
    summary: "Prompts, the newest first",
    auth: "read",
    query: queryOf(ListPromptsInput, PAGE),
    answer: json("A page of prompts.", PromptPage),
    errors: ["invalid_request"],
  },
  "POST /v1/prompts": {
    id: "createPrompt",
    tag: "Prompts",
    summary: "Make a prompt with its first version",
    text:
      "Messages may name variables, {{name}}. Without a list of variables each is a required text. The label " +
      "production points at the first version; it is what requests get that send floopy-prompt-id and no version.",
    auth: "write",
    takesIdempotencyKey: true,
    body: { schema: CreatePromptInput },
    answer: { status: 201, ...json("The prompt.", PromptView) },
    errors: ["invalid_request", "not_found", "conflict", "limit_exceeded", "idempotency_conflict"],
  },
  "GET /v1/prompts/{id}": {
    id: "getPrompt",
    tag: "Prompts",
    summary: "One prompt and what its labels point at",
    auth: "read",
    path: PROMPT,
    answer: json("The prompt.", PromptView),
    errors: ["not_found"],
  },
  "DELETE /v1/prompts/{id}": {
    id: "deletePrompt",
    tag: "Prompts",
    summary: "Delete a prompt with its versions",
    text: "Requests that name it are answered with 404 from then on. Records of earlier requests stay.",
    auth: "write",
    path: PROMPT,
    answer: json("It is gone.", z.object({ id: z.string(), deleted: z.literal(true) })),
    errors: ["not_found"],
  },
  "GET /v1/prompts/{id}/versions": {
    id: "listPromptVersions",
    tag: "Prompts",
    summary: "A prompt’s versions, the newest first",
    auth: "read",
    path: PROMPT,
    query: queryOf(ListPromptsInput, PAGE),
    answer: json("A page of versions.", PromptVersionPage),
    errors: ["invalid_request", "not_found"],
  },
  "POST /v1/prompts/{id}/versions": {
    id: "addPromptVersion",
    tag: "Prompts",
    summary: "Write the next version",
    text: "Versions never change. Nothing uses a new one before a label is moved to it.",
    auth: "write",
    path: PROMPT,
    takesIdempotencyKey: true,
    body: { schema: AddVersionBody },
    answer: { status: 201, ...json("The version.", PromptVersionView) },
    errors: ["invalid_request", "not_found", "limit_exceeded", "idempotency_conflict"],
  },
  "POST /v1/prompts/{id}/labels": {
    id: "movePromptLabel",
    tag: "Prompts",
    summary: "Point a label at a version",
    text: "Requests that use the label get that version within seconds. Moving it back undoes it.",
    auth: "write",
    path: PROMPT,
    body: { schema: MoveLabelBody },
    answer: json("The prompt.", PromptView),
    errors: ["invalid_request", "not_found", "limit_exceeded"],
  },
  "POST /v1/prompts/{id}/render": {
    id: "renderPrompt",
    tag: "Prompts",
    summary: "What a model would be sent, with these inputs",
    text: "Without a version: production. A missing input, one of another type and one that is no variable are a 400 that names it.",
    auth: "read",
    path: PROMPT,
    body: { schema: RenderPromptBody },
    answer: json("The messages.", RenderedPrompt),
    errors: ["invalid_request", "not_found"],
  },
};
