import { z } from "zod";
import type { ErrorCode } from "../error-codes";
import type { ApiParameter, Operation, OperationTable } from "./operation";

const FileObject = z.looseObject({ id: z.string(), object: z.string().optional() });
const BatchObject = z.looseObject({ id: z.string() });
const Deleted = z.looseObject({ id: z.string() });
const listOf = (item: z.ZodType) => z.looseObject({ data: z.array(item), has_more: z.boolean().optional() });

const LIST: readonly ApiParameter[] = [
  { name: "limit", text: "How many at most.", schema: z.int().min(1).optional() },
  { name: "after", text: "The last id of the page before." },
];
const MESSAGE_LIST: readonly ApiParameter[] = [
  { name: "limit", text: "How many at most.", schema: z.int().min(1).optional() },
  { name: "after_id", text: "The last id of the page before." },
  { name: "before_id", text: "The first id of the page after." },
];

const OBJECT_ERRORS = [
  "invalid_request",
  "not_found",
  "upstream_rejected",
  "upstream_rate_limited",
  "all_providers_failed",
  "upstream_timeout",
] as const satisfies readonly ErrorCode[];
const SENT_ERRORS = [
  ...OBJECT_ERRORS,
  "model_not_allowed",
  "idempotency_conflict",
  "request_timeout",
  "body_too_large",
  "unsupported_media_type",
] as const satisfies readonly ErrorCode[];

const json = (text: string, schema: z.ZodType): Operation["answer"] => ({ text, bodies: [{ schema }] });
const bytes = (text: string): Operation["answer"] => ({
  text,
  bodies: [{ type: "application/octet-stream", schema: z.string() }],
});

type Facts = Pick<Operation, "id" | "summary" | "answer"> & Partial<Operation>;

const ofObject = (facts: Facts): Operation => ({
  tag: "Files and batches",
  auth: "read",
  takesHeaders: true,
  errors: OBJECT_ERRORS,
  ...facts,
});
const named = (what: string, facts: Facts): Operation =>
  ofObject({ ...facts, path: { id: `The ${what}’s id, as the provider gave it to this project.` } });
const sent = (facts: Facts): Operation =>
  ofObject({ ...facts, auth: "write", takesIdempotencyKey: true, errors: SENT_ERRORS });

const UploadForm = z.object({
  file: z.string().describe("The file itself."),
  purpose: z.string().describe("What for, in the provider’s words, for example batch."),
});

const NewBatch = z.looseObject({
  input_file_id: z.string().describe("A file of this project; the batch runs where the file is."),
  endpoint: z.string().describe("For example /v1/chat/completions."),
  completion_window: z.string(),
  metadata: z.record(z.string(), z.string()).nullish(),
});

const NewMessageBatch = z.looseObject({
  requests: z.array(z.looseObject({ custom_id: z.string(), params: z.looseObject({}) })),
});

export const OBJECT_OPERATIONS: OperationTable = {
  "GET /v1/files": ofObject({
    id: "listFiles",
    summary: "The project’s files",
    query: [...LIST, { name: "purpose", text: "Only those for this purpose." }],
    answer: json("A page of files, in the provider’s order.", listOf(FileObject)),
  }),
  "POST /v1/files": sent({
    id: "uploadFile",
    summary: "Upload a file",
    text: "Forwarded byte by byte while it comes. The provider is the one that floopy-provider names, else the key’s only one with files.",
    body: { type: "multipart/form-data", schema: UploadForm },
    answer: json("The file, as the provider describes it.", FileObject),
  }),
  "GET /v1/files/{id}": named("file", {
    id: "getFile",
    summary: "A file’s facts",
    answer: json("The file.", FileObject),
  }),
  "DELETE /v1/files/{id}": named("file", {
    id: "deleteFile",
    summary: "Delete a file at its provider",
    auth: "write",
    answer: json("The provider’s word for it.", Deleted),
  }),
  "GET /v1/files/{id}/content": named("file", {
    id: "getFileContent",
    summary: "A file’s content",
    answer: bytes("The bytes, while they come."),
  }),
  "GET /v1/batches": ofObject({
    id: "listBatches",
    summary: "The project’s batches",
    query: LIST,
    answer: json("A page of batches, in the provider’s order.", listOf(BatchObject)),
  }),
  "POST /v1/batches": sent({
    id: "createBatch",
    summary: "Run a file of requests",
    text: "By the provider, out of our sight: its lines are not screened, limited, priced or recorded one by one.",
    body: { schema: NewBatch },
    answer: json("The batch.", BatchObject),
  }),
  "GET /v1/batches/{id}": named("batch", {
    id: "getBatch",
    summary: "How far a batch is",
    answer: json("The batch.", BatchObject),
  }),
  "POST /v1/batches/{id}/cancel": named("batch", {
    id: "cancelBatch",
    summary: "Stop a batch",
    auth: "write",
    answer: json("The batch.", BatchObject),
  }),
  ...messageBatches(),
};

function messageBatches(): OperationTable {
  const table: OperationTable = {
    "GET /v1/messages/batches": ofObject({
      id: "listMessageBatches",
      summary: "The project’s message batches",
      query: MESSAGE_LIST,
      answer: json("A page of batches.", listOf(BatchObject)),
    }),
    "POST /v1/messages/batches": sent({
      id: "createMessageBatch",
      summary: "Run many messages, as Anthropic’s clients do",
      body: { schema: NewMessageBatch },
      answer: json("The batch.", BatchObject),
    }),
    "GET /v1/messages/batches/{id}": named("batch", {
      id: "getMessageBatch",
      summary: "How far a message batch is",
      answer: json("The batch.", BatchObject),
    }),
    "DELETE /v1/messages/batches/{id}": named("batch", {
      id: "deleteMessageBatch",
      summary: "Delete an ended message batch",
      auth: "write",
      answer: json("The provider’s word for it.", Deleted),
    }),
    "GET /v1/messages/batches/{id}/results": named("batch", {
      id: "getMessageBatchResults",
      summary: "What a message batch answered",
      answer: bytes("One JSON object a line, while they come."),
    }),
    "POST /v1/messages/batches/{id}/cancel": named("batch", {
      id: "cancelMessageBatch",
      summary: "Stop a message batch",
      auth: "write",
      answer: json("The batch.", BatchObject),
    }),
  };
  return Object.fromEntries(
    Object.entries(table).map(([route, operation]) => [route, { ...operation, errorShape: "anthropic" }]),
  );
}
