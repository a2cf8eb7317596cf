import type { ErrorCode } from "@/server/contracts/error-codes";
import type { AppError } from "@/server/core/errors";
import type { RequestEndpoint } from "./stages/read-body";
import type { GatewayResponse } from "./types";

/** Whose envelope an error comes in. */
export type ErrorShape = "openai" | "anthropic" | "responses";

export const ERROR_SHAPES: Readonly<Record<RequestEndpoint, ErrorShape>> = {
  chat: "openai",
  embeddings: "openai",
  messages: "anthropic",
  responses: "responses",
  files: "openai",
  batches: "openai",
  message_batches: "anthropic",
};

/** The envelope that clients of a path expect. */
export function errorShapeOf(path: string): ErrorShape {
  return path === "/v1/messages" || path.startsWith("/v1/messages/") ? "anthropic" : "openai";
}

/** The contract's error envelope, or the same facts in Anthropic's. */
export function errorBody(
  error: AppError,
  requestId: string,
  shape: ErrorShape = "openai",
): Record<string, unknown> {
  const { code, row, userMessage, param, feature, details } = error;
  const facts = {
    code,
    type: row.type,
    message: userMessage,
    param,
    ...(feature === null ? {} : { feature }),
    request_id: requestId,
    retryable: row.isRetryable,
    ...details,
  };
  if (shape !== "anthropic") return { error: facts };
  return {
    type: "error",
    error: { ...facts, type: ANTHROPIC_TYPES[code] ?? row.type },
    request_id: requestId,
  };
}

/** Types that Anthropic has another word for. */
const ANTHROPIC_TYPES: Partial<Record<ErrorCode, string>> = {
  budget_exhausted: "billing_error",
  quota_exhausted: "billing_error",
  body_too_large: "request_too_large",
  dependency_unavailable: "overloaded_error",
  upstream_timeout: "timeout_error",
};

/** Any error as a whole answer. */
export function errorResponse(
  error: AppError,
  requestId: string,
  extra: Record<string, string> = {},
  shape: ErrorShape = "openai",
): GatewayResponse {
  const headers: Record<string, string> = {
    ...extra,
    "content-type": "application/json",
    "x-request-id": requestId,
  };
  if (shape === "anthropic") headers["request-id"] = requestId;
  if (error.retryAfterSeconds !== null) headers["retry-after"] = String(error.retryAfterSeconds);
  const body = Buffer.from(JSON.stringify(errorBody(error, requestId, shape)));
  return { status: error.row.http, headers, body };
}

/** An error after a stream has begun: its last event, in place of the one that says all is well. */
export function errorEvent(
  error: AppError,
  requestId: string,
  shape: ErrorShape = "openai",
  sequence = 0,
): Buffer {
  const name = shape === "openai" ? "" : "event: error\n";
  const body = errorBody(error, requestId, shape);
  const event = shape === "responses" ? numbered(error, body, sequence) : body;
  return Buffer.from(`${name}data: ${JSON.stringify(event)}\n\n`);
}

/** Responses documents the facts at the top of the event; OpenAI sends, and clients throw on, an `error` in it. */
function numbered(
  { code, userMessage, param }: AppError,
  body: Record<string, unknown>,
  sequence: number,
): Record<string, unknown> {
  return { type: "error", sequence_number: sequence, code, message: userMessage, param, ...body };
}
