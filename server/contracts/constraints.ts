import { z } from "zod";

export const CONSTRAINT_WINDOWS = ["rolling_24h", "rolling_7d"] as const;
export const ConstraintWindow = z.enum(CONSTRAINT_WINDOWS);
export type ConstraintWindow = z.infer<typeof ConstraintWindow>;

const within = (max: number) =>
  z
    .strictObject({ value: z.number().min(0).max(max), window: ConstraintWindow })
    .nullable()
    .default(null);
const share = z.number().gt(0).max(1).nullable().default(null);

/** What an organisation allows. A field left out is null, and null is no limit. */
export const Constraints = z.strictObject({
  cost_limit_monthly_usd: z.number().positive().max(1e9).nullable().default(null),
  /** Seconds in which `max_tokens_per_window` may be used; a minute where it is left out. */
  token_window_seconds: z.int().min(1).max(86_400).nullable().default(null),
  max_tokens_per_window: z.int().min(1).max(1e12).nullable().default(null),
  /** Of each API key. */
  max_requests_per_minute: z.int().min(1).max(1e6).nullable().default(null),
  /** How much worse than the route's first model another may have been rated, as a share of the scale. */
  max_regression: within(0.5),
  max_outcome_variance: share,
  /** How much dearer than the route's first model another may be; 0.1 is a tenth. */
  max_cost_increase: within(5),
  /** A model cheaper by more than this share waits until enough scores stand behind it. */
  max_cost_drop_without_validation: share,
  /** Below this confidence a route that learns keeps to its first model. */
  confidence_threshold: z.number().min(0).max(1).nullable().default(null),
  min_samples_before_promotion: z.int().min(1).max(100_000).nullable().default(null),
  /** A model that has not passed a shadow phase on the route is left out; new ones begin in shadow. */
  require_shadow_before_live: z.boolean().nullable().default(null),
});
export type Constraints = z.infer<typeof Constraints>;

export const NO_CONSTRAINTS: Constraints = Constraints.parse({});

/** Stored rules; what cannot be read counts as not set. */
export function readConstraints(stored: unknown): Constraints {
  return Constraints.safeParse(stored).data ?? NO_CONSTRAINTS;
}

const figure = z.number().nullable();

/** What is known of one model within a window; null where nothing is. */
const WindowEvidence = z.object({ samples: z.number(), quality: figure, cost_micro_usd: figure });

export const CandidateEvidence = z.object({
  project_id: z.string(),
  provider: z.string(),
  model: z.string(),
  /** Scores within the time that scores are kept, and how much they vary. */
  samples: z.number(),
  variance: figure,
  rolling_24h: WindowEvidence,
  rolling_7d: WindowEvidence,
});
export type CandidateEvidence = z.infer<typeof CandidateEvidence>;

const EvidenceList = z.array(CandidateEvidence);

export function readEvidence(stored: unknown): CandidateEvidence[] {
  return EvidenceList.safeParse(stored).data ?? [];
}
