import type { FirewallFinding } from "@/server/contracts/firewall";
import type { CallPurpose } from "@/server/contracts/requests";
import type { CacheStatus } from "@/server/contracts/response-cache";
import { isUuidv7, uuidv7TimeMs } from "@/server/core/ids";

export type { CallPurpose };
export type RequestStatus = "ok" | "error" | "blocked" | "cached" | "client_closed";

/** One upstream call as it is stored and shown in the waterfall; times are relative to the request's start. */
export interface AttemptRecord {
  provider: string;
  model: string;
  started_ms: number;
  duration_ms: number;
  status: number | null;
  outcome: string;
  error: string | null;
  /** Made although an earlier call was still running. */
  is_hedge?: true;
  /** Cost of an answer that was not used; the used one's is the request's. */
  cost_micro_usd?: number;
}

/** The columns of `requests`. `created_at` is not among them: it is the time inside the id. */
export interface RequestRow {
  id: string;
  orgId: string;
  projectId: string;
  apiKeyId: string;
  /** Empty where the storage mode keeps no session. */
  sessionId: string;
  sessionSource: string;
  endUserId: string | null;
  endpoint: string;
  isStream: boolean;
  requestedModel: string | null;
  provider: string | null;
  model: string | null;
  responseModel: string | null;
  providerKeyId: string | null;
  routeId: string | null;
  status: RequestStatus;
  httpStatus: number;
  errorCode: string | null;
  errorMessage: string | null;
  finishReason: string | null;
  attempts: readonly AttemptRecord[];
  fallbackIndex: number;
  inputTokens: number | null;
  cachedInputTokens: number | null;
  cacheWriteTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
  isUsageEstimated: boolean;
  costMicroUsd: number | null;
  inputCostMicroUsd: number | null;
  outputCostMicroUsd: number | null;
  costSource: string | null;
  priceVersion: string | null;
  serviceTier: string | null;
  /** Only what there was any of; null for most requests. */
  usageDetails: Readonly<Record<string, number>> | null;
  latencyMs: number;
  ttftMs: number | null;
  gatewayUs: number | null;
  stages: Readonly<Record<string, number>>;
  cacheStatus: CacheStatus;
  /** Of the original of a cached answer. */
  savedMicroUsd: number | null;
  savedTokens: number | null;
  /** Part of the cost: comparing questions for the semantic cache. */
  embedCostMicroUsd: number | null;
  firewallStatus: string;
  /** What the firewall saw; absent or empty for most requests. */
  firewallFindings?: readonly FirewallFinding[];
  /** Of the policy; null where nothing was looked through, absent from lines that an older process left. */
  firewallVersion?: number | null;
  storageMode: string;
  isSandbox: boolean;
  properties: Readonly<Record<string, string>>;
  userAgent: string | null;
  /** The stored prompt that it used; absent from lines that an older process left. */
  promptId?: string | null;
  promptVersion?: number | null;
  /** See server/contracts/task-categories.ts; null for what is no task, and in lines that an older process left. */
  taskCategory?: string | null;
  /** Keyed hash of what a user asked, within its session; absent for anything else. */
  askKey?: string | null;
  /** A call that the product makes for the customer; absent for the customer's own traffic. */
  purpose?: CallPurpose | null;
  /** Of what a shadow was asked; absent for everything else. */
  shadow?: ShadowOrigin | null;
}

/** The customer's request that a shadow was asked as well, and whose it was: with it goes what the shadow said. */
export interface ShadowOrigin {
  requestId: string;
  trialId: string;
  sessionId: string;
  endUserId: string | null;
}

/** The columns of `request_bodies`; absent when the storage mode keeps no text. */
export interface BodiesRow {
  requestBody: string | null;
  responseBody: string | null;
  isTruncated: boolean;
  isRedacted: boolean;
  /** The key that both texts are encrypted with; absent in lines that an older process left: those are plain. */
  keyVersion?: number | null;
}

/** The columns of `decisions` that a request's own record knows. */
export interface DecisionRow {
  strategy: string;
  phase: string;
  reason: string;
  propensity: number | null;
  candidates: readonly unknown[];
  filtered: readonly unknown[];
  experimentId?: string | null;
  /** The canary phase that the session was drawn in, on either side; absent where none was running. */
  trialId?: string | null;
  canaryPercent?: number | null;
  /** What the learner said; absent where it had no part. */
  learned?: LearnedRow | null;
}

export interface LearnedRow {
  weights: Readonly<Record<string, number>>;
  confidence: number;
  confidenceReason: string;
  explorationRate: number;
  usedSharedPoolPrior: boolean;
  snapshotId: string | null;
  evidence: Readonly<Record<string, unknown>>;
}

/** Everything remembered of one request: one line of the journal. */
export interface RequestRecord {
  request: RequestRow;
  decision: DecisionRow | null;
  bodies: BodiesRow | null;
}

/** What was found of a request after its record was written: the line behind it in the journal. */
export interface RequestAmendment {
  id: string;
  orgId: string;
  findings: readonly FirewallFinding[];
  isFlagged: boolean;
}

/** A journal line as an amendment, or null when it is something else. */
export function parseAmendmentLine(line: string): RequestAmendment | null {
  if (!line.startsWith('{"amendment":')) return null;
  const value = parseJson(line);
  if (typeof value !== "object" || value === null || !("amendment" in value)) return null;
  const { amendment } = value;
  return isAmendment(amendment) ? amendment : null;
}

function isAmendment(value: unknown): value is RequestAmendment {
  if (typeof value !== "object" || value === null || !("id" in value) || !("orgId" in value)) return false;
  return (
    typeof value.id === "string" && isUuidv7(value.id) && "findings" in value && Array.isArray(value.findings)
  );
}

/** A journal line as a record, or null when it is not one. Our own process wrote it, so only damage is looked for. */
export function parseRecordLine(line: string): RequestRecord | null {
  const value = parseJson(line);
  return isRecord(value) ? value : null;
}

/** Undefined for a damaged line. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is RequestRecord {
  if (typeof value !== "object" || value === null || !("request" in value)) return false;
  const { request } = value;
  if (typeof request !== "object" || request === null) return false;
  return "id" in request && typeof request.id === "string" && isUuidv7(request.id) && "orgId" in request;
}

/** The day partition a record belongs to, as `YYYY-MM-DD` in UTC. */
export function dayOf(record: RequestRecord): string {
  return createdAt(record).slice(0, 10);
}

/** `created_at` of all three rows. */
export function createdAt(record: RequestRecord): string {
  return new Date(uuidv7TimeMs(record.request.id)).toISOString();
}
