import { z } from "zod";

/** Whether a candidate answers users: all of them, some sessions, or none while it is only compared. */
export const CANDIDATE_STAGES = ["live", "canary", "shadow"] as const;
export const CandidateStageSchema = z.enum(CANDIDATE_STAGES);
export type CandidateStage = z.infer<typeof CandidateStageSchema>;

const CanaryPercent = z.int().min(1).max(50);
const share = z.number().min(0.005).max(0.5);

/** How a route tries a model before all users get it. */
export const PromotionSettings = z.object({
  /** Of the route's requests, how many a shadow is asked as well. */
  shadowShare: z.number().gt(0).max(1).default(0.05),
  /** For all shadows of the route together; nothing is asked of them for the rest of the day (UTC) once it is used up. */
  shadowDailyMicroUsd: z.int().min(0).max(1_000_000_000).default(1_000_000),
  /** What passing the shadow phase leads to. */
  afterShadow: z.enum(["ask", "canary"]).default("ask"),
  canarySteps: z
    .array(CanaryPercent)
    .min(1, "Give at least one step.")
    .max(6, "At most six steps.")
    .refine((steps) => steps.every((step, n) => n === 0 || step > (steps[n - 1] ?? 0)), {
      message: "Each step must be larger than the one before.",
    })
    .default([5, 25, 50]),
  /** What passing the last step leads to. */
  afterCanary: z.enum(["ask", "live"]).default("live"),
  /** Where a canary goes that was worse. */
  afterRollback: z.enum(["shadow", "off"]).default("shadow"),
  /** Compared answers of a shadow, or sessions of a canary's step, before anything is passed. */
  samplesMin: z.int().min(30).max(100_000).default(100),
  /** By how much quality may be worse on a scale from 0 to 1; a tenth is one point of an NPS answer. */
  qualityMargin: share.default(0.1),
  /** By how much the share of failing answers may be larger. */
  errorMargin: share.default(0.05),
  /** How much slower or dearer it may be, 0.5 is half as much again; null is no limit. */
  latencyIncreaseMax: z.number().min(0).max(10).nullable().default(0.5),
  costIncreaseMax: z.number().min(0).max(10).nullable().default(0.5),
});
export type PromotionSettings = z.infer<typeof PromotionSettings>;

export const DEFAULT_PROMOTION: PromotionSettings = PromotionSettings.parse({});

export const TRIAL_OUTCOMES = ["passed", "failed", "advanced", "promoted", "rolled_back", "stopped"] as const;
export const TrialOutcomeSchema = z.enum(TRIAL_OUTCOMES);
export type TrialOutcome = z.infer<typeof TrialOutcomeSchema>;

const known = z.number().nullable();

/** What one side did. Rates and means from 0 to 1, null where there is nothing. */
export const TrialSide = z.object({
  /** Sessions of a canary, answers of a shadow. */
  samples: z.number(),
  success: known,
  latencyMs: known,
  costMicroUsd: known,
});
export type TrialSide = z.infer<typeof TrialSide>;

export const TRIAL_METRICS = ["preference", "nps", "judged", "success_rate"] as const;
export const TrialMetricSchema = z.enum(TRIAL_METRICS);
export type TrialMetric = z.infer<typeof TrialMetricSchema>;

/** A difference between candidate and live, with the interval that holds however often one looks. */
export const TrialDifference = z.object({
  metric: TrialMetricSchema,
  /** Outcomes of the side that has fewer. */
  samples: z.number(),
  difference: z.number(),
  lower: z.number(),
  upper: z.number(),
});
export type TrialDifference = z.infer<typeof TrialDifference>;

/** What is still missing for a phase to be passed. Closed: the console has a text for each. */
export const TRIAL_GAPS = ["samples", "quality", "quality_unknown", "errors", "latency", "cost"] as const;
export const TrialGapSchema = z.enum(TRIAL_GAPS);
export type TrialGap = z.infer<typeof TrialGapSchema>;

export const TrialComparison = z.object({
  live: TrialSide,
  candidate: TrialSide,
  differences: z.array(TrialDifference),
  verdict: z.enum(["passed", "worse", "open"]),
  /** What the candidate is worse in beyond doubt. */
  worseIn: TrialMetricSchema.nullable(),
  gaps: z.array(TrialGapSchema),
});
export type TrialComparison = z.infer<typeof TrialComparison>;

export const CandidateTrialView = z.object({
  id: z.string(),
  candidateId: z.string(),
  provider: z.string(),
  model: z.string(),
  stage: CandidateStageSchema,
  canaryPercent: z.int().nullable(),
  startedAt: z.date(),
  startedBy: z.string(),
  endedAt: z.date().nullable(),
  endedBy: z.string().nullable(),
  outcome: TrialOutcomeSchema.nullable(),
  /** As it stood when the phase ended; null where that was not kept. */
  comparison: TrialComparison.nullable(),
});
export type CandidateTrialView = z.infer<typeof CandidateTrialView>;

export const CandidatePromotionView = z.object({
  candidateId: z.string(),
  provider: z.string(),
  model: z.string(),
  stage: CandidateStageSchema,
  canaryPercent: z.int().nullable(),
  isEnabled: z.boolean(),
  hasPassedShadow: z.boolean(),
  /** Left out although it is live: the organisation asks for a passed shadow phase. */
  isHeldBack: z.boolean(),
  /** Of the phase under way; null where none is. */
  trial: z.object({ id: z.string(), startedAt: z.date(), comparison: TrialComparison }).nullable(),
});
export type CandidatePromotionView = z.infer<typeof CandidatePromotionView>;

export const RoutePromotionView = z.object({
  routeId: z.string(),
  settings: PromotionSettings,
  requiresShadow: z.boolean(),
  /** Whether answers are compared by a judge; without one only checks say something of a shadow. */
  judgeModel: z.string().nullable(),
  /** What is stored of requests: without texts nothing can be said of a shadow's quality. */
  storesTexts: z.boolean(),
  spentTodayMicroUsd: z.number(),
  callsToday: z.int(),
  candidates: z.array(CandidatePromotionView),
  history: z.array(CandidateTrialView),
});
export type RoutePromotionView = z.infer<typeof RoutePromotionView>;

const Id = z.string().max(64);

export const RoutePromotionInput = z.object({ routeId: Id });
export type RoutePromotionInput = z.infer<typeof RoutePromotionInput>;

export const CandidateInput = z.object({ routeId: Id, candidateId: Id });
export type CandidateInput = z.infer<typeof CandidateInput>;

export const StartCanaryInput = CandidateInput.extend({
  /** Left out: the first step of the route's settings, and for a canary the next one. */
  percent: CanaryPercent.optional(),
});
export type StartCanaryInput = z.infer<typeof StartCanaryInput>;

export const AddShadowInput = z.object({
  routeId: Id,
  provider: z.string().trim().min(1).max(64),
  model: z.string().trim().min(1).max(200),
});
export type AddShadowInput = z.infer<typeof AddShadowInput>;

export const CandidateChange = z.object({
  routeId: z.string(),
  candidateId: z.string(),
  stage: CandidateStageSchema.nullable(),
  canaryPercent: z.int().nullable(),
});
export type CandidateChange = z.infer<typeof CandidateChange>;
