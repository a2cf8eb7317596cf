import { z } from "zod";

export const JUDGEMENT_STATUSES = ["pending", "done", "failed", "skipped"] as const;
export const JudgementStatusSchema = z.enum(JUDGEMENT_STATUSES);

/** Why an answer has no verdict. */
export const JUDGE_OUTCOMES = [
  "same_family",
  "budget_used_up",
  "not_stored",
  "unreadable",
  "refused",
  "provider_failed",
  "interrupted",
] as const;
export const JudgeOutcomeSchema = z.enum(JUDGE_OUTCOMES);
export type JudgeOutcome = z.infer<typeof JudgeOutcomeSchema>;

const score = z.number().min(0).max(1);

export const JudgementSchema = z.object({
  id: z.string(),
  status: JudgementStatusSchema,
  outcome: JudgeOutcomeSchema.nullable(),
  /** `provider/model`; null where checks alone decided. */
  judgeModel: z.string().nullable(),
  rubricVersion: z.int(),
  score: score.nullable(),
  /** After calibration, where routes have learned from it. */
  taughtScore: score.nullable(),
  reason: z.string().nullable(),
  costMicroUsd: z.int().nullable(),
  /** The judge's own call, which is on record like any other. */
  judgeRequestId: z.string().nullable(),
  judgedAt: z.date().nullable(),
});
export type Judgement = z.infer<typeof JudgementSchema>;

const RUBRIC_LENGTH = { min: 20, max: 6_000 } as const;

export const JUDGE_DEFAULTS = { sampleRate: 0.1, monthlyBudgetMicroUsd: 10_000_000 } as const;

export const JudgeSettingsSchema = z.object({
  projectId: z.string(),
  model: z.string().nullable(),
  sampleRate: z.number(),
  monthlyBudgetMicroUsd: z.int(),
  isTeaching: z.boolean(),
  rubricVersion: z.int(),
  rubric: z.string(),
});
export type JudgeSettings = z.infer<typeof JudgeSettingsSchema>;

export const ProjectOfJudge = z.object({ projectId: z.string().max(64) });

export const UpdateJudgeInput = z.object({
  projectId: z.string().max(64),
  model: z
    .string()
    .trim()
    .max(200)
    .regex(/^[\w.-]+\/\S+$/, "Write it as provider/model.")
    .nullable()
    .optional(),
  sampleRate: z.number().min(0.001, "At least 0.1 %.").max(1).optional(),
  monthlyBudgetMicroUsd: z.int().min(0).max(100_000_000_000).optional(),
  isTeaching: z.boolean().optional(),
  /** Another wording becomes another version; what was judged by the old one stays as it is. */
  rubric: z.string().trim().min(RUBRIC_LENGTH.min).max(RUBRIC_LENGTH.max).optional(),
});
export type UpdateJudgeInput = z.infer<typeof UpdateJudgeInput>;

export const JUDGE_DRIFTS = ["kinder", "stricter"] as const;

export const CalibrationSchema = z.object({
  /** Null: all routes together. */
  routeId: z.string().nullable(),
  routeName: z.string().nullable(),
  judgeModel: z.string(),
  rubricVersion: z.int(),
  pairCount: z.int(),
  /** NPS/10 = intercept + slope × score. */
  intercept: z.number(),
  slope: z.number(),
  cells: z.array(z.object({ cell: z.string(), judge: score, nps: score, count: z.int() })),
  drift: z.enum(JUDGE_DRIFTS).nullable(),
  driftAt: z.date().nullable(),
  measuredAt: z.date(),
});
export type Calibration = z.infer<typeof CalibrationSchema>;

export const JudgeReportSchema = z.object({
  settings: JudgeSettingsSchema,
  month: z.object({
    judged: z.int(),
    decidedByChecks: z.int(),
    failed: z.int(),
    skipped: z.array(z.object({ outcome: JudgeOutcomeSchema, count: z.int() })),
    pending: z.int(),
    costMicroUsd: z.number(),
    averageScore: score.nullable(),
  }),
  calibrations: z.array(CalibrationSchema),
});
export type JudgeReport = z.infer<typeof JudgeReportSchema>;

export const AcceptDriftInput = z.object({
  projectId: z.string().max(64),
  routeId: z.string().max(64).nullable(),
  judgeModel: z.string().max(200),
  rubricVersion: z.int(),
});
export type AcceptDriftInput = z.infer<typeof AcceptDriftInput>;
