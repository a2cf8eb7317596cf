import { ERROR_TABLE, type ErrorCode, type ErrorRow } from "@/server/contracts/error-codes";

export interface AppErrorOptions {
  /** Safe to show to whoever made the request; defaults to `message` for 4xx and to a fixed text for 5xx. */
  userMessage?: string;
  /** The parameter at fault, as a path such as `messages.0.content`. */
  param?: string;
  /** The plan feature that is missing; only with `plan_required`. */
  feature?: string;
  /** Seconds after which a retry makes sense. */
  retryAfterSeconds?: number;
  /** Extra public facts, for example the firewall category or the list of attempts. */
  details?: Readonly<Record<string, unknown>>;
  cause?: unknown;
}

const FIXED_5XX = "Something went wrong on our side. Try again, and tell us the request id if it persists.";

/** The one error class of the product: a code of the closed list, an internal message, a public message. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly userMessage: string;
  readonly param: string | null;
  readonly feature: string | null;
  readonly retryAfterSeconds: number | null;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: AppErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.userMessage = options.userMessage ?? (ERROR_TABLE[code].http === 500 ? FIXED_5XX : message);
    this.param = options.param ?? null;
    this.feature = options.feature ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.details = options.details ?? {};
  }

  get row(): ErrorRow {
    return ERROR_TABLE[this.code];
  }
}

/** Anything thrown, as an AppError; what we did not throw ourselves becomes `internal` with a fixed text. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError("internal", message, { userMessage: FIXED_5XX, cause: thrown });
}

export const notFound = (what: string): AppError =>
  new AppError("not_found", `${what} not found`, { userMessage: `No such ${what}.` });
