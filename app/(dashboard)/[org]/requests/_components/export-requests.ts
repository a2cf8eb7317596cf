import type { FileColumn } from "@/app/_lib/rows-file";
import type { RequestRow } from "@/server/contracts/requests";

/** In the names and units of the public API. */
export const REQUEST_FILE_COLUMNS: readonly FileColumn<RequestRow>[] = [
  ["id", (row) => row.id],
  ["created_at", (row) => row.createdAt.toISOString()],
  ["status", (row) => row.status],
  ["http_status", (row) => row.httpStatus],
  ["error_code", (row) => row.errorCode],
  ["endpoint", (row) => row.endpoint],
  ["is_stream", (row) => row.isStream],
  ["requested_model", (row) => row.requestedModel],
  ["provider", (row) => row.provider],
  ["model", (row) => row.model],
  ["fallback_index", (row) => row.fallbackIndex],
  ["finish_reason", (row) => row.finishReason],
  ["session_id", (row) => row.sessionId],
  ["end_user_id", (row) => row.endUserId],
  ["project_id", (row) => row.projectId],
  ["api_key_id", (row) => row.apiKeyId],
  ["input_tokens", (row) => row.inputTokens],
  ["output_tokens", (row) => row.outputTokens],
  ["cost_micro_usd", (row) => row.costMicroUsd],
  ["latency_ms", (row) => row.latencyMs],
  ["ttft_ms", (row) => row.ttftMs],
  ["is_sandbox", (row) => row.isSandbox],
];
