import { uuidv7 } from "@/server/core/ids";
import type { RequestRecord, RequestRow } from "@/server/modules/ingest";
import type { TestOrg } from "./factories";

/** A plausible journal record of the organisation. */
export function testRecord(
  org: Pick<TestOrg, "orgId" | "projectId">,
  over: Partial<RequestRow> = {},
): RequestRecord {
  const request: RequestRow = {
    id: uuidv7(),
    orgId: org.orgId,
    projectId: org.projectId,
    apiKeyId: "key_test",
    sessionId: "session",
    sessionSource: "header",
    endUserId: null,
    endpoint: "chat",
    isStream: false,
    requestedModel: "m",
    provider: "sandbox",
    model: "quick",
    responseModel: "quick",
    providerKeyId: null,
    routeId: null,
    status: "ok",
    httpStatus: 200,
    errorCode: null,
    errorMessage: null,
    finishReason: "stop",
    attempts: [],
    fallbackIndex: 0,
    inputTokens: 10,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    outputTokens: 5,
    reasoningTokens: null,
    isUsageEstimated: false,
    costMicroUsd: 7,
    inputCostMicroUsd: 3,
    outputCostMicroUsd: 4,
    latencyMs: 100,
    ttftMs: null,
    gatewayUs: 90,
    stages: { auth: 1 },
    cacheStatus: "off",
    savedMicroUsd: null,
    savedTokens: null,
    embedCostMicroUsd: null,
    firewallStatus: "skipped",
    storageMode: "full",
    isSandbox: true,
    properties: {},
    userAgent: null,
    ...over,
  };
  return {
    request,
    decision: {
      strategy: "direct",
      phase: "day0",
      reason: "requested_model",
      propensity: 1,
      candidates: [],
      filtered: [],
    },
    bodies: { requestBody: "{}", responseBody: "{}", isTruncated: false, isRedacted: false },
  };
}
