/**
 * Every error this product can answer with, in one table: the public API's codes (the contract),
 * their HTTP status, tRPC code, OpenAI-style type, whether a retry may help, and the log level.
 */
export const ERROR_TABLE = {
  invalid_request: row(400, "BAD_REQUEST", "invalid_request_error", false, "info"),
  invalid_request_id: row(400, "BAD_REQUEST", "invalid_request_error", false, "info"),
  firewall_blocked: row(400, "BAD_REQUEST", "invalid_request_error", false, "info"),
  unauthenticated: row(401, "UNAUTHORIZED", "authentication_error", false, "info"),
  invalid_key: row(401, "UNAUTHORIZED", "authentication_error", false, "info"),
  key_expired: row(401, "UNAUTHORIZED", "authentication_error", false, "info"),
  budget_exhausted: row(402, "FORBIDDEN", "insufficient_quota", false, "info"),
  quota_exhausted: row(402, "FORBIDDEN", "insufficient_quota", false, "info"),
  plan_required: row(403, "FORBIDDEN", "permission_error", false, "info"),
  permission_denied: row(403, "FORBIDDEN", "permission_error", false, "info"),
  origin_not_allowed: row(403, "FORBIDDEN", "permission_error", false, "info"),
  model_not_allowed: row(403, "FORBIDDEN", "permission_error", false, "info"),
  not_found: row(404, "NOT_FOUND", "not_found_error", false, "info"),
  model_not_found: row(404, "NOT_FOUND", "not_found_error", false, "info"),
  method_not_allowed: row(405, "METHOD_NOT_SUPPORTED", "invalid_request_error", false, "info"),
  request_timeout: row(408, "TIMEOUT", "invalid_request_error", true, "info"),
  conflict: row(409, "CONFLICT", "invalid_request_error", false, "info"),
  idempotency_conflict: row(409, "CONFLICT", "invalid_request_error", false, "info"),
  already_answered: row(409, "CONFLICT", "invalid_request_error", false, "info"),
  body_too_large: row(413, "PAYLOAD_TOO_LARGE", "invalid_request_error", false, "info"),
  unsupported_media_type: row(415, "BAD_REQUEST", "invalid_request_error", false, "info"),
  invalid_field: row(422, "BAD_REQUEST", "invalid_request_error", false, "info"),
  headers_too_large: row(431, "PAYLOAD_TOO_LARGE", "invalid_request_error", false, "info"),
  limit_exceeded: row(403, "FORBIDDEN", "permission_error", false, "info"),
  rate_limited: row(429, "TOO_MANY_REQUESTS", "rate_limit_error", true, "info"),
  upstream_rate_limited: row(429, "TOO_MANY_REQUESTS", "rate_limit_error", true, "info"),
  upstream_rejected: row(400, "BAD_REQUEST", "invalid_request_error", false, "info"),
  client_closed: row(499, "CLIENT_CLOSED_REQUEST", "api_error", false, "info"),
  internal: row(500, "INTERNAL_SERVER_ERROR", "api_error", true, "error"),
  all_providers_failed: row(502, "INTERNAL_SERVER_ERROR", "api_error", true, "warn"),
  stream_truncated: row(502, "INTERNAL_SERVER_ERROR", "api_error", true, "warn"),
  dependency_unavailable: row(503, "INTERNAL_SERVER_ERROR", "api_error", true, "error"),
  upstream_timeout: row(504, "TIMEOUT", "api_error", true, "warn"),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERROR_TABLE;

/** In the table's order. `Object.keys` forgets the literal type; the table is a closed constant, so these are all. */
export const ERROR_CODES = Object.keys(ERROR_TABLE) as ErrorCode[];

export type LogLevel = "info" | "warn" | "error";
export type TrpcCode =
  | "BAD_REQUEST"
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "METHOD_NOT_SUPPORTED"
  | "CONFLICT"
  | "PAYLOAD_TOO_LARGE"
  | "TOO_MANY_REQUESTS"
  | "CLIENT_CLOSED_REQUEST"
  | "INTERNAL_SERVER_ERROR"
  | "TIMEOUT";

export interface ErrorRow {
  http: number;
  trpc: TrpcCode;
  type: string;
  isRetryable: boolean;
  logLevel: LogLevel;
}

function row(http: number, trpc: TrpcCode, type: string, isRetryable: boolean, logLevel: LogLevel): ErrorRow {
  return { http, trpc, type, isRetryable, logLevel };
}
