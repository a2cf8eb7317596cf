import { storableJson } from "@/server/core/storable";
import type { Cell, Column } from "./copy-rows";
import {
  type BodiesRow,
  createdAt,
  type DecisionRow,
  type RequestRecord,
  type RequestRow,
} from "./request-record";

const INT_MAX = 2_147_483_647;

/** Whole and inside the column's range; anything else is unknown rather than a reason to lose the row. */
function int(value: number | null | undefined): Cell {
  if (value == null || !Number.isFinite(value)) return null;
  return Math.min(Math.max(Math.round(value), 0), INT_MAX);
}

function fromRequest(name: string, cell: (row: RequestRow) => Cell): Column<RequestRecord> {
  return { name, cell: (record) => cell(record.request) };
}

const CREATED_AT: Column<RequestRecord> = { name: "created_at", cell: createdAt };

export const REQUEST_COLUMNS: readonly Column<RequestRecord>[] = [
  fromRequest("id", (row) => row.id),
  CREATED_AT,
  fromRequest("org_id", (row) => row.orgId),
  fromRequest("project_id", (row) => row.projectId),
  fromRequest("api_key_id", (row) => row.apiKeyId),
  fromRequest("session_id", (row) => row.sessionId),
  fromRequest("session_source", (row) => row.sessionSource),
  fromRequest("end_user_id", (row) => row.endUserId),
  fromRequest("endpoint", (row) => row.endpoint),
  fromRequest("is_stream", (row) => row.isStream),
  fromRequest("requested_model", (row) => row.requestedModel),
  fromRequest("provider", (row) => row.provider),
  fromRequest("model", (row) => row.model),
  fromRequest("response_model", (row) => row.responseModel),
  fromRequest("provider_key_id", (row) => row.providerKeyId),
  fromRequest("route_id", (row) => row.routeId),
  fromRequest("status", (row) => row.status),
  fromRequest("http_status", (row) => int(row.httpStatus) ?? 0),
  fromRequest("error_code", (row) => row.errorCode),
  fromRequest("error_message", (row) => row.errorMessage),
  fromRequest("finish_reason", (row) => row.finishReason),
  fromRequest("attempts", (row) => storableJson(row.attempts)),
  fromRequest("fallback_index", (row) => int(row.fallbackIndex) ?? 0),
  fromRequest("input_tokens", (row) => int(row.inputTokens)),
  fromRequest("cached_input_tokens", (row) => int(row.cachedInputTokens)),
  fromRequest("cache_write_tokens", (row) => int(row.cacheWriteTokens)),
  fromRequest("output_tokens", (row) => int(row.outputTokens)),
  fromRequest("reasoning_tokens", (row) => int(row.reasoningTokens)),
  fromRequest("is_usage_estimated", (row) => row.isUsageEstimated),
  fromRequest("cost_micro_usd", (row) => int(row.costMicroUsd)),
  fromRequest("input_cost_micro_usd", (row) => int(row.inputCostMicroUsd)),
  fromRequest("output_cost_micro_usd", (row) => int(row.outputCostMicroUsd)),
  // Absent from lines that an older process left in the journal.
  fromRequest("cost_source", (row) => row.costSource ?? null),
  fromRequest("price_version", (row) => row.priceVersion ?? null),
  fromRequest("service_tier", (row) => row.serviceTier ?? null),
  fromRequest("usage_details", (row) => (row.usageDetails ? storableJson(row.usageDetails) : null)),
  fromRequest("latency_ms", (row) => int(row.latencyMs) ?? 0),
  fromRequest("ttft_ms", (row) => int(row.ttftMs)),
  fromRequest("gateway_us", (row) => int(row.gatewayUs)),
  fromRequest("stages", (row) => storableJson(row.stages)),
  fromRequest("cache_status", (row) => row.cacheStatus),
  fromRequest("saved_micro_usd", (row) => int(row.savedMicroUsd)),
  fromRequest("saved_tokens", (row) => int(row.savedTokens)),
  fromRequest("cache_embedding_micro_usd", (row) => int(row.embedCostMicroUsd)),
  fromRequest("firewall_status", (row) => row.firewallStatus),
  fromRequest("firewall_findings", (row) =>
    row.firewallFindings?.length ? storableJson(row.firewallFindings) : null,
  ),
  fromRequest("firewall_version", (row) => int(row.firewallVersion)),
  fromRequest("storage_mode", (row) => row.storageMode),
  fromRequest("is_sandbox", (row) => row.isSandbox),
  fromRequest("properties", (row) => storableJson(row.properties)),
  fromRequest("user_agent", (row) => row.userAgent),
  fromRequest("prompt_id", (row) => row.promptId ?? null),
  fromRequest("prompt_version", (row) => int(row.promptVersion)),
  fromRequest("task_category", (row) => row.taskCategory ?? null),
  fromRequest("ask_key", (row) => row.askKey ?? null),
  fromRequest("purpose", (row) => row.purpose ?? null),
  fromRequest("shadow_of", (row) => row.shadow?.requestId ?? null),
  fromRequest("trial_id", (row) => row.shadow?.trialId ?? null),
];

function fromBodies(name: string, cell: (row: BodiesRow) => Cell): Column<RequestRecord> {
  return { name, cell: (record) => (record.bodies === null ? null : cell(record.bodies)) };
}

export const BODY_COLUMNS: readonly Column<RequestRecord>[] = [
  fromRequest("request_id", (row) => row.id),
  CREATED_AT,
  fromRequest("org_id", (row) => row.orgId),
  fromBodies("request_body", (row) => row.requestBody),
  fromBodies("response_body", (row) => row.responseBody),
  fromBodies("is_truncated", (row) => row.isTruncated),
  fromBodies("is_redacted", (row) => row.isRedacted),
  fromBodies("key_version", (row) => int(row.keyVersion ?? null)),
];

function fromDecision(name: string, cell: (row: DecisionRow) => Cell): Column<RequestRecord> {
  return { name, cell: (record) => (record.decision === null ? null : cell(record.decision)) };
}

export const DECISION_COLUMNS: readonly Column<RequestRecord>[] = [
  fromRequest("request_id", (row) => row.id),
  CREATED_AT,
  fromRequest("org_id", (row) => row.orgId),
  fromRequest("project_id", (row) => row.projectId),
  fromRequest("session_id", (row) => row.sessionId),
  fromRequest("route_id", (row) => row.routeId),
  fromRequest("provider", (row) => row.provider),
  fromRequest("model", (row) => row.model),
  fromDecision("strategy", (row) => row.strategy),
  fromDecision("phase", (row) => row.phase),
  fromDecision("reason", (row) => row.reason),
  fromDecision("propensity", (row) => row.propensity),
  fromDecision("candidates", (row) => storableJson(row.candidates)),
  fromDecision("filtered", (row) => storableJson(row.filtered)),
  fromDecision("weights", (row) => storableJson(row.learned?.weights ?? {})),
  fromDecision("confidence", (row) => row.learned?.confidence ?? null),
  fromDecision("confidence_reason", (row) => row.learned?.confidenceReason ?? null),
  fromDecision("exploration_rate", (row) => row.learned?.explorationRate ?? 0),
  fromDecision("used_shared_pool_prior", (row) => row.learned?.usedSharedPoolPrior ?? false),
  fromDecision("snapshot_id", (row) => row.learned?.snapshotId ?? null),
  fromDecision("evidence", (row) => storableJson(row.learned?.evidence ?? {})),
  fromDecision("experiment_id", (row) => row.experimentId ?? null),
  fromDecision("trial_id", (row) => row.trialId ?? null),
  fromDecision("canary_percent", (row) => int(row.canaryPercent)),
  fromRequest("task_category", (row) => row.taskCategory ?? null),
];
