import { z } from "zod";
import { type RequestRow, RequestRowSchema } from "@/server/contracts/requests";
import { Prisma } from "@/server/db/generated/client";

/** The columns of a list row, under the names of `RequestRowSchema`. */
export const ROW_COLUMNS = Prisma.sql`
  id::text as "id", created_at as "createdAt", project_id as "projectId", api_key_id as "apiKeyId",
  session_id as "sessionId", end_user_id as "endUserId", endpoint, is_stream as "isStream",
  requested_model as "requestedModel", provider, model, status, http_status as "httpStatus",
  error_code as "errorCode", finish_reason as "finishReason", fallback_index as "fallbackIndex",
  input_tokens as "inputTokens", output_tokens as "outputTokens", cost_micro_usd as "costMicroUsd",
  is_usage_estimated as "isUsageEstimated",
  latency_ms as "latencyMs", ttft_ms as "ttftMs", is_sandbox as "isSandbox", purpose,
  prompt_id as "promptId", prompt_version as "promptVersion"`;

const Rows = z.array(RequestRowSchema);

export function parseRows(raw: unknown): RequestRow[] {
  return Rows.parse(raw);
}
