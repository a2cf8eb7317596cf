import type { AttemptRecord, RequestRecord, RequestRow } from "./request-record";

/**
 * What storage mode `none`, or the erasure of its end user, leaves of a record: what billing and limits need. Each column that stays is named here, so
 * that a new one is left out until somebody decides otherwise.
 */
export function countOnly({ request }: RequestRecord): RequestRecord {
  return { request: { ...kept(request), ...EMPTY }, decision: null, bodies: null };
}

type KeptColumn = Exclude<keyof RequestRow, keyof typeof EMPTY>;

function kept(row: RequestRow): Pick<RequestRow, KeptColumn> {
  return {
    id: row.id,
    orgId: row.orgId,
    projectId: row.projectId,
    apiKeyId: row.apiKeyId,
    endpoint: row.endpoint,
    provider: row.provider,
    // Of a model that gave nothing only the caller's text is known, and nothing has to be paid.
    model: row.status === "ok" || row.inputTokens !== null ? row.model : null,
    status: row.status,
    httpStatus: row.httpStatus,
    inputTokens: row.inputTokens,
    cachedInputTokens: row.cachedInputTokens,
    cacheWriteTokens: row.cacheWriteTokens,
    outputTokens: row.outputTokens,
    reasoningTokens: row.reasoningTokens,
    isUsageEstimated: row.isUsageEstimated,
    costMicroUsd: row.costMicroUsd,
    inputCostMicroUsd: row.inputCostMicroUsd,
    outputCostMicroUsd: row.outputCostMicroUsd,
    cacheStatus: row.cacheStatus,
    savedMicroUsd: row.savedMicroUsd,
    savedTokens: row.savedTokens,
    embedCostMicroUsd: row.embedCostMicroUsd,
    costSource: row.costSource,
    priceVersion: row.priceVersion,
    serviceTier: row.serviceTier,
    usageDetails: row.usageDetails,
    latencyMs: row.latencyMs,
    isSandbox: row.isSandbox,
    purpose: row.purpose ?? null,
    attempts: row.attempts.map(countedAttempt),
  };
}

/** That a provider was called is what makes a failed request count; which model and why it failed is not kept. */
function countedAttempt({
  provider,
  started_ms,
  duration_ms,
  status,
  outcome,
  ...rest
}: AttemptRecord): AttemptRecord {
  const { is_hedge, cost_micro_usd } = rest;
  return {
    ...{ provider, model: "", started_ms, duration_ms, status, outcome, error: null },
    ...(is_hedge === undefined ? {} : { is_hedge }),
    ...(cost_micro_usd === undefined ? {} : { cost_micro_usd }),
  };
}

/** An empty session id belongs to no session: ingestion makes none for it. */
const EMPTY = {
  sessionId: "",
  sessionSource: "none",
  endUserId: null,
  isStream: false,
  requestedModel: null,
  responseModel: null,
  providerKeyId: null,
  routeId: null,
  errorCode: null,
  errorMessage: null,
  finishReason: null,
  fallbackIndex: 0,
  ttftMs: null,
  gatewayUs: null,
  stages: {},
  firewallStatus: "skipped",
  firewallFindings: [],
  firewallVersion: null,
  storageMode: "none",
  properties: {},
  userAgent: null,
  promptId: null,
  promptVersion: null,
  askKey: null,
  shadow: null,
} as const satisfies Partial<RequestRow>;
