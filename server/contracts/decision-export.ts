import { z } from "zod";
import { instant } from "./decisions";

export const EXPORT_FORMATS = ["jsonl", "csv"] as const;

export const ExportDecisionsInput = z.object({
  from: instant,
  to: instant,
  format: z.enum(EXPORT_FORMATS, "format is jsonl or csv.").default("jsonl"),
});
export type ExportDecisionsInput = z.input<typeof ExportDecisionsInput>;

const text = z.string().nullable();
const known = z.number().nullable();

/** One line of an export. The order of its members is that of the columns. */
export const ExportedDecision = z.object({
  request_id: z.string(),
  session_id: text,
  organization_id: z.string(),
  project_id: z.string(),
  created_at: z.string(),
  provider: text,
  model: text,
  requested_model: text,
  status: z.string(),
  http_status: z.int(),
  latency_ms: known,
  cost_micro_usd: known,
  cache_enabled: z.boolean(),
  threat: text,
  route_id: text,
  experiment_id: text,
  routing_strategy: text,
  phase: text,
  selection: text,
  propensity: known,
  confidence: known,
  used_shared_pool_prior: z.boolean(),
  snapshot_id: text,
  fallback_used: z.boolean(),
});
export type ExportedDecision = z.infer<typeof ExportedDecision>;

/** The last line: without it an export is not whole. */
export const ExportTrailer = z.object({
  trailer: z.literal(true),
  rows_emitted: z.int(),
  truncated: z.boolean(),
  reason: z.enum(["row_limit", "internal_error"]).nullable(),
  /** Of everything before this line. */
  byte_count: z.int(),
  checksum_sha256: z.string(),
});
export type ExportTrailer = z.infer<typeof ExportTrailer>;
