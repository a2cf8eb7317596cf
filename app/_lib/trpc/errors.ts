import { isTRPCClientError } from "@trpc/client";
import { z } from "zod";
import { ERROR_TABLE, type ErrorCode } from "@/server/contracts/error-codes";

const ErrorData = z.object({
  code: z.string(),
  userMessage: z.string(),
  requestId: z.string(),
  param: z.string().nullable(),
  fieldErrors: z.record(z.string(), z.string()),
});

export interface ShownError {
  /** Our own code where the server gave one. */
  code: ErrorCode | null;
  message: string;
  requestId: string | undefined;
  /** Message by input path, for forms. */
  fieldErrors: Readonly<Record<string, string>>;
}

const OFFLINE = "We could not reach the server. Check your connection and try again.";
const UNKNOWN = "Something went wrong. Try again.";

/** What a screen may show of anything a query or mutation threw: never a raw message. */
export function shownError(error: unknown): ShownError {
  const parsed = isTRPCClientError(error) ? ErrorData.safeParse(error.data) : undefined;
  if (parsed?.success !== true) {
    return {
      code: null,
      message: isTRPCClientError(error) ? OFFLINE : UNKNOWN,
      requestId: undefined,
      fieldErrors: {},
    };
  }
  const { data } = parsed;
  return {
    code: isErrorCode(data.code) ? data.code : null,
    message: data.userMessage,
    requestId: data.requestId,
    fieldErrors:
      data.param === null ? data.fieldErrors : { [data.param]: data.userMessage, ...data.fieldErrors },
  };
}

/** A query is tried again only when that can help: no answer at all, or a code that says so. */
export function isRetryable(error: unknown): boolean {
  const { code } = shownError(error);
  return code === null ? isTRPCClientError(error) : ERROR_TABLE[code].isRetryable;
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_TABLE, code);
}
