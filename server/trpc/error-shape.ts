import type { TRPCDefaultErrorShape, TRPCError } from "@trpc/server";
import { z } from "zod";
import type { ErrorCode } from "@/server/contracts/error-codes";
import { AppError, toAppError } from "@/server/core/errors";
import { invalidInput } from "@/server/core/parse-input";

/** What a screen gets of an error: never a raw message or a stack. */
export interface ErrorData {
  code: ErrorCode;
  httpStatus: number;
  userMessage: string;
  requestId: string;
  param: string | null;
  feature: string | null;
  retryAfterSeconds: number | null;
  /** Message by input path, for forms. */
  fieldErrors: Record<string, string>;
  path: string | null;
}

export function errorShape(shape: TRPCDefaultErrorShape, error: TRPCError, requestId: string, path?: string) {
  const appError = appErrorOf(error);
  const data: ErrorData = {
    code: appError.code,
    httpStatus: appError.row.http,
    userMessage: appError.userMessage,
    requestId,
    param: appError.param,
    feature: appError.feature,
    retryAfterSeconds: appError.retryAfterSeconds,
    fieldErrors: fieldErrorsOf(error.cause ?? appError.cause),
    path: path ?? null,
  };
  return { code: shape.code, message: appError.userMessage, data };
}

/** Our error behind a tRPC error: thrown by a verb, or tRPC's own refusal of a bad input or an unknown path. */
export function appErrorOf(error: TRPCError): AppError {
  if (error.cause instanceof AppError) return error.cause;
  const zodError = zodErrorIn(error.cause);
  if (zodError !== null && error.code === "BAD_REQUEST") return invalidInput(zodError);
  switch (error.code) {
    case "BAD_REQUEST":
    case "PARSE_ERROR":
      return new AppError("invalid_request", "The request could not be read.", { cause: error });
    case "NOT_FOUND":
      return new AppError("not_found", "No such procedure.", { cause: error });
    case "METHOD_NOT_SUPPORTED":
      return new AppError("method_not_allowed", "That procedure needs another HTTP method.", {
        cause: error,
      });
    case "UNSUPPORTED_MEDIA_TYPE":
      return new AppError("unsupported_media_type", "Send JSON.", { cause: error });
    case "PAYLOAD_TOO_LARGE":
      return new AppError("body_too_large", "The request is too large.", { cause: error });
    case "CLIENT_CLOSED_REQUEST":
      return new AppError("client_closed", "The client left.", { cause: error });
    default:
      return toAppError(error.cause ?? error);
  }
}

function zodErrorIn(cause: unknown): z.ZodError | null {
  if (cause instanceof z.ZodError) return cause;
  if (cause instanceof AppError && cause.cause instanceof z.ZodError) return cause.cause;
  return null;
}

function fieldErrorsOf(cause: unknown): Record<string, string> {
  const error = zodErrorIn(cause);
  if (error === null) return {};
  return Object.fromEntries(
    [...error.issues].reverse().map((issue) => [issue.path.join("."), issue.message]),
  );
}
