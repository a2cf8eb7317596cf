import { z } from "zod";

export const VERIFICATION_WINDOWS = ["24h", "7d", "30d"] as const;
export const VERIFICATION_STATUSES = [
  "verified",
  "not_verified",
  "insufficient_data",
  "regression_detected",
] as const;

export const VerificationInput = z.object({
  route_id: z.string().min(1).max(64),
  window: z.enum(VERIFICATION_WINDOWS, "window is 24h, 7d or 30d.").default("7d"),
});
export type VerificationInput = z.input<typeof VerificationInput>;

const known = z.number().nullable();

const VerifiedSide = z.object({
  /** Sessions. */
  samples: z.int(),
  avg_cost_micro_usd: known,
  /** Mean of what is known of how good sessions were, from 0 to 1; null where nothing is. */
  composite_quality: known,
  p50_latency_ms: known,
});

export const VerificationView = z.object({
  route_id: z.string(),
  window: z.enum(VERIFICATION_WINDOWS),
  status: z.enum(VERIFICATION_STATUSES),
  /** The route's first model. */
  baseline_model: z.object({ provider: z.string(), model: z.string() }).nullable(),
  baseline: VerifiedSide,
  /** Everything else that the route chose by itself. */
  floopy: VerifiedSide,
  quality_difference: z.object({ difference: z.number(), lower: z.number(), upper: z.number() }).nullable(),
});
export type VerificationView = z.infer<typeof VerificationView>;
