import type { AppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import type { GatewayKey, StorageMode } from "@/server/modules/gateway-config";
import {
  type BodiesRow,
  countOnly,
  type RequestRecord,
  type RequestRow,
  type RequestStatus,
} from "@/server/modules/ingest";
import { storedDetails } from "@/server/pricing/token-usage";
import type { Exchange } from "../exchange";
import type { Caller } from "./authenticate";
import type { RequestEndpoint } from "./read-body";
import { recordBodies } from "./record-bodies";
import { storageModeWithoutScope } from "./resolve-scope";
import { sealBodies } from "./seal-bodies";

/** Where records go; see journal/. Resolves when the record will survive this process. */
export interface RecordSink {
  append(line: string): Promise<void>;
}

export interface Verdict {
  status: RequestStatus;
  httpStatus: number;
  error: AppError | null;
}

/**
 * Writes down what happened, before the last byte of the answer leaves. Recording never breaks an answer: a failure
 * here is logged. Requests that nobody could be found for are not recorded.
 */
export async function recordExchange(
  sink: RecordSink,
  exchange: Exchange<RequestEndpoint>,
  verdict: Verdict,
): Promise<void> {
  const bodies = await keptBodies(exchange);
  // Before the record is durable: counters may only ever be ahead of what is stored.
  exchange.end();
  exchange.isRecorded = true;
  if (exchange.caller === null) return;
  try {
    await sink.append(JSON.stringify(buildRecord(exchange, exchange.caller, { ...verdict, bodies })));
  } catch (thrown) {
    log.error("a request could not be recorded", { requestId: exchange.id, ...errorFields(thrown) });
  }
}

/** Without them there is a record all the same. */
async function keptBodies(exchange: Exchange<RequestEndpoint>): Promise<BodiesRow | null> {
  if (exchange.caller === null) return null;
  try {
    return sealBodies(await recordBodies(exchange), { id: exchange.id, org: exchange.caller.org });
  } catch (thrown) {
    log.error("what was said could not be kept", { requestId: exchange.id, ...errorFields(thrown) });
    return null;
  }
}

export function buildRecord(
  exchange: Exchange<RequestEndpoint>,
  caller: Caller,
  { bodies, ...verdict }: Verdict & { bodies: BodiesRow | null },
): RequestRecord {
  const mode = exchange.scope?.storageMode ?? storageModeWithoutScope(caller, exchange.req.headers);
  const record = {
    request: requestRow(exchange, caller.key, verdict, mode),
    // Whom the product asks is no decision of a route.
    decision: exchange.req.ownCall === undefined ? (exchange.plan?.decision ?? null) : null,
    bodies,
  };
  return mode === "none" ? countOnly(record) : record;
}

function requestRow(
  exchange: Exchange<RequestEndpoint>,
  key: GatewayKey,
  verdict: Verdict,
  storageMode: StorageMode,
): RequestRow {
  const { hop, plan, scope, session, body } = exchange;
  const latencyMs = exchange.elapsedMs();
  return {
    id: exchange.id,
    orgId: key.orgId,
    projectId: key.projectId,
    apiKeyId: key.id,
    sessionId: session?.id ?? exchange.id,
    sessionSource: session?.source ?? "request",
    endUserId: scope?.endUserId ?? null,
    endpoint: exchange.endpoint,
    isStream: body?.isStream ?? false,
    requestedModel: body?.model ?? null,
    provider: hop?.provider.id ?? null,
    // Files and batches are nobody's in particular.
    model: hop?.model || null,
    providerKeyId: hop?.connection?.id ?? null,
    routeId: plan?.routeId ?? null,
    status: verdict.status,
    httpStatus: verdict.httpStatus,
    errorCode: verdict.error?.code ?? null,
    errorMessage: verdict.error?.userMessage.slice(0, 500) ?? null,
    attempts: exchange.attempts,
    fallbackIndex: hop?.fallbackIndex ?? 0,
    ...settledColumns(exchange),
    latencyMs: Math.round(latencyMs),
    ttftMs: exchange.ttftMs === null ? null : Math.round(exchange.ttftMs),
    gatewayUs: gatewayUs(exchange),
    stages: exchange.stages,
    cacheStatus: exchange.cache.status,
    savedMicroUsd: exchange.cache.savedMicroUsd,
    savedTokens: exchange.cache.savedTokens,
    embedCostMicroUsd: exchange.cache.embedCostMicroUsd,
    firewallStatus: exchange.firewall.status,
    firewallFindings: exchange.firewall.findings,
    firewallVersion: exchange.firewallVersion,
    storageMode,
    isSandbox: hop?.provider.isSandbox ?? false,
    properties: scope?.properties ?? {},
    userAgent: scope?.userAgent ?? null,
    promptId: exchange.prompt?.id ?? null,
    promptVersion: exchange.prompt?.version ?? null,
    taskCategory: exchange.task,
    askKey: exchange.askKey,
    purpose: exchange.req.ownCall?.purpose ?? null,
    shadow: exchange.req.ownCall?.shadow?.origin ?? null,
  };
}

type SettledColumns = Pick<
  RequestRow,
  | "responseModel"
  | "finishReason"
  | "inputTokens"
  | "cachedInputTokens"
  | "cacheWriteTokens"
  | "outputTokens"
  | "reasoningTokens"
  | "isUsageEstimated"
  | "costMicroUsd"
  | "inputCostMicroUsd"
  | "outputCostMicroUsd"
  | "costSource"
  | "priceVersion"
  | "serviceTier"
  | "usageDetails"
>;

function settledColumns({ settlement, costMicroUsd }: Exchange<RequestEndpoint>): SettledColumns {
  const usage = settlement?.usage;
  const price = settlement?.price;
  return {
    responseModel: settlement?.responseModel?.slice(0, 200) ?? null,
    finishReason: settlement?.finishReason?.slice(0, 60) ?? null,
    inputTokens: usage?.inputTokens ?? null,
    cachedInputTokens: usage?.cachedInputTokens ?? null,
    cacheWriteTokens: usage?.cacheWriteTokens ?? null,
    outputTokens: usage?.outputTokens ?? null,
    reasoningTokens: usage?.reasoningTokens ?? null,
    isUsageEstimated: settlement?.isEstimated ?? false,
    costMicroUsd,
    inputCostMicroUsd: price?.inputCostMicroUsd ?? null,
    outputCostMicroUsd: price?.outputCostMicroUsd ?? null,
    costSource: price?.source ?? null,
    priceVersion: price?.version ?? null,
    serviceTier: usage?.serviceTier ?? null,
    usageDetails: usage ? storedDetails(usage) : null,
  };
}

/** The time that is ours: every stage but the wait for the provider. */
function gatewayUs({ stages }: Exchange<RequestEndpoint>): number {
  const { auth = 0, body = 0, firewall = 0, detector = 0, cache = 0, route = 0, settle = 0 } = stages;
  return auth + body + firewall + detector + cache + route + settle;
}
