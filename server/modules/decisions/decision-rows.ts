import { z } from "zod";
import { RequestStatusSchema } from "@/server/contracts/requests";
import { Prisma } from "@/server/db/generated/client";

/**
 * Requests of the application that a model was to be found for. Files and batches are nobody's in particular, and for
 * what the product asks itself nobody decides.
 */
export const IS_DECISION = Prisma.sql`
  r.purpose is null and r.endpoint in ('chat', 'messages', 'responses', 'embeddings')`;

/** A request and the decision behind it; the second has the id and the time of the first. */
export const DECISION_TABLES = Prisma.sql`
  requests r left join decisions d on d.request_id = r.id and d.created_at = r.created_at and d.org_id = r.org_id`;

export const DECISION_COLUMNS = Prisma.sql`
  r.id::text as "id", r.created_at as "createdAt", r.project_id as "projectId", r.session_id as "sessionId",
  r.requested_model as "requestedModel", r.provider, r.model, r.status, r.http_status as "httpStatus",
  r.error_code as "errorCode", r.attempts, r.fallback_index as "fallbackIndex", r.latency_ms as "latencyMs",
  r.cost_micro_usd as "costMicroUsd", r.cache_status as "cacheStatus", r.route_id as "routeId",
  d.request_id is not null as "isDecided", d.strategy, d.phase, d.reason as "selection", d.propensity,
  d.candidates, d.filtered, d.weights, d.confidence, d.confidence_reason as "confidenceReason",
  d.exploration_rate as "explorationRate", d.used_shared_pool_prior as "usedSharedPoolPrior",
  d.snapshot_id as "snapshotId", d.experiment_id as "experimentId", d.trial_id as "trialId",
  d.canary_percent as "canaryPercent", d.evidence`;

const text = z.string().nullable();

const DecisionRow = z.object({
  id: z.string(),
  createdAt: z.date(),
  projectId: z.string(),
  sessionId: z.string(),
  requestedModel: text,
  provider: text,
  model: text,
  status: RequestStatusSchema,
  httpStatus: z.int(),
  errorCode: text,
  attempts: z.unknown(),
  fallbackIndex: z.int(),
  latencyMs: z.int(),
  costMicroUsd: z.int().nullable(),
  cacheStatus: z.string(),
  routeId: text,
  /** False where the request ended, or was answered, before a route was planned. */
  isDecided: z.boolean(),
  strategy: text,
  phase: text,
  selection: text,
  propensity: z.number().nullable(),
  candidates: z.unknown(),
  filtered: z.unknown(),
  weights: z.unknown(),
  confidence: z.number().nullable(),
  confidenceReason: text,
  explorationRate: z.number().nullable(),
  usedSharedPoolPrior: z.boolean().nullable(),
  snapshotId: text,
  experimentId: text,
  trialId: text,
  canaryPercent: z.int().nullable(),
  evidence: z.unknown(),
});
export type DecisionRow = z.infer<typeof DecisionRow>;

const Rows = z.array(DecisionRow);

export function parseDecisionRows(raw: unknown): DecisionRow[] {
  return Rows.parse(raw);
}
