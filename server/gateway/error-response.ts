import type { AppError } from "@/server/core/errors";
import type { GatewayResponse } from "./types";

/** The contract's error envelope. */
export function errorBody(error: AppError, requestId: string): Record<string, unknown> {
  const { code, row, userMessage, param, feature, details } = error;
  return {
    error: {
      code,
      type: row.type,
      message: userMessage,
      param,
      ...(feature === null ? {} : { feature }),
      request_id: requestId,
      retryable: row.isRetryable,
      ...details,
    },
  };
}

/** Any error as a whole answer. */
export function errorResponse(
  error: AppError,
  requestId: string,
  extra: Record<string, string> = {},
): GatewayResponse {
  const headers: Record<string, string> = {
    ...extra,
    "content-type": "application/json",
    "x-request-id": requestId,
  };
  if (error.retryAfterSeconds !== null) headers["retry-after"] = String(error.retryAfterSeconds);
  return { status: error.row.http, headers, body: Buffer.from(JSON.stringify(errorBody(error, requestId))) };
}

/** An error after a stream has begun: its last event, in place of `[DONE]`. */
export function errorEvent(error: AppError, requestId: string): Buffer {
  return Buffer.from(`data: ${JSON.stringify(errorBody(error, requestId))}\n\n`);
}
