import type { RequestRow } from "@/server/contracts/requests";

export type ExportFormat = "csv" | "jsonl";

const COLUMNS = [
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
] as const satisfies readonly (readonly [string, (row: RequestRow) => string | number | boolean | null])[];

/** The rows as a file's text, in the names and units of the public API; unknown values stay empty or null. */
export function exportText(rows: readonly RequestRow[], format: ExportFormat): string {
  if (format === "jsonl") {
    const lines = rows.map((row) =>
      JSON.stringify(Object.fromEntries(COLUMNS.map(([name, of]) => [name, of(row)]))),
    );
    return lines.map((line) => `${line}\n`).join("");
  }
  const head = COLUMNS.map(([name]) => name).join(",");
  const lines = rows.map((row) => COLUMNS.map(([, of]) => csvCell(of(row))).join(","));
  return [head, ...lines, ""].join("\r\n");
}

function csvCell(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  // Spreadsheets run a cell that starts like a formula, and session and user ids come from outside.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
