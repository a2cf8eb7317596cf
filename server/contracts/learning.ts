import { z } from "zod";

export const LEARNING_MODES = ["shared", "isolated"] as const;
export const LearningModeSchema = z.enum(LEARNING_MODES);
export type LearningModeName = z.infer<typeof LearningModeSchema>;

/** Why others learn from an organisation, or do not. */
export const CONTRIBUTION_STATUSES = ["contributing", "waiting", "isolated", "demonstration"] as const;

const Count = z.number().int();

/** What scores of one kind say of a model in a category, of everything that still counts. */
export const LedgerRow = z.object({
  category: z.string(),
  provider: z.string(),
  model: z.string(),
  signal: z.enum(["nps", "auto", "implicit", "manual"]),
  answers: Count,
  /** Weighted mean from 0 to 1. */
  mean_score: z.number(),
  /** False: it teaches this organisation's routes alone, or for the time being. */
  is_shared: z.boolean(),
});
export type LedgerRow = z.infer<typeof LedgerRow>;

export const LearningReceiptView = z.object({
  id: z.string(),
  from_mode: LearningModeSchema,
  to_mode: LearningModeSchema,
  actor: z.string(),
  created_at: z.string(),
  snapshot_id_before: z.string().nullable(),
  snapshot_id_after: z.string().nullable(),
  /** SHA-256 of the shared model before and after. */
  hash_before: z.string(),
  hash_after: z.string(),
  /** Of the shared model worked out from the others' scores alone; equal to `hash_after` when nothing of this organisation is left. */
  hash_without: z.string(),
  cells: Count,
  answers: Count,
});
export type LearningReceiptView = z.infer<typeof LearningReceiptView>;

/** What the shared model is worth to an organisation, from its own users' scores. */
export const PriorLift = z.object({
  /** Sessions with a score and a recorded probability that the estimate rests on. */
  sessions: Count,
  /** Null below thirty. NPS/10: what the sessions would have scored with and without what others taught, and 95 % of the difference. */
  estimate: z
    .object({
      with_shared: z.number(),
      alone: z.number(),
      difference: z.number(),
      low: z.number(),
      high: z.number(),
    })
    .nullable(),
});
export type PriorLift = z.infer<typeof PriorLift>;

/** A model that became another one without anybody saying so, as scores tell: what was said of it before counts a tenth. */
export const ModelChange = z.object({
  provider: z.string(),
  model: z.string(),
  /** The day it began, UTC. */
  since: z.string(),
  direction: z.enum(["worse", "better"]),
  /** In what all who learn together say, or in this organisation's own scores. */
  found_in: z.enum(["shared", "own"]),
});
export type ModelChange = z.infer<typeof ModelChange>;

export const ContributionView = z.object({
  mode: LearningModeSchema,
  status: z.enum(CONTRIBUTION_STATUSES),
  /** When others begin to learn from it; null unless it waits. */
  contributes_from: z.string().nullable(),
  may_opt_out: z.boolean(),
  given: z.object({ answers: Count, cells: Count, kept_own_answers: Count }),
  received: z.object({
    snapshot_id: z.string().nullable(),
    snapshot_version: Count.nullable(),
    /** Shared cells in all, and those of models that this organisation's routes have. */
    cells: Count,
    used_cells: Count,
  }),
  lift: PriorLift,
  /** Of models on this organisation's routes, and of those that its own users have scored; the latest first. */
  changes: z.array(ModelChange),
  ledger: z.array(LedgerRow),
  receipts: z.array(LearningReceiptView),
});
export type ContributionView = z.infer<typeof ContributionView>;

export const GetSnapshotInput = z.object({ id: z.string().min(1).max(64) });
export type GetSnapshotInput = z.infer<typeof GetSnapshotInput>;

export const SnapshotView = z.object({
  id: z.string(),
  version: Count,
  hash: z.string(),
  created_at: z.string(),
  card: z.object({
    organizations: Count,
    projects: Count,
    answers: Count,
    cells: Count,
    models: Count,
    /** Root mean square of what the fit leaves unexplained, NPS/10; null without scores. */
    error: z.number().nullable(),
    start: z.enum(["cold", "warm"]),
    prior_version: z.string(),
    input_hash: z.string(),
    config: z.record(z.string(), z.unknown()),
  }),
});
export type SnapshotView = z.infer<typeof SnapshotView>;

/** What somebody types to leave: it cannot be undone for the traffic that others have routed by then. */
export const LEARN_ALONE = "learn alone";

export const SetLearningModeInput = z.object({
  mode: LearningModeSchema,
  /** `learn alone`, typed out, to leave. */
  confirm: z.string().max(64).optional(),
});
export type SetLearningModeInput = z.infer<typeof SetLearningModeInput>;

export const SetLearningModeOutput = z.object({
  mode: LearningModeSchema,
  /** Null when nothing had to change. */
  receipt: LearningReceiptView.nullable(),
});
export type SetLearningModeOutput = z.infer<typeof SetLearningModeOutput>;

export const RouteLearningInput = z.object({
  routeId: z.string().min(1).max(64),
  category: z.string().max(64).optional(),
});
export type RouteLearningInput = z.infer<typeof RouteLearningInput>;

/** What the learner thinks of a route's models for one category. Rewards in NPS/10. */
export const RouteLearningView = z.object({
  category: z.string(),
  /** Categories that requests of the project have had, the commonest first. */
  categories: z.array(z.object({ category: z.string(), requests: Count })),
  phase: z.enum(["day0", "auto", "nps"]),
  confidence: z.number(),
  confidence_reason: z.string(),
  exploration_rate: z.number(),
  weights: z.object({ session: z.number(), auto: z.number(), manual: z.number(), benchmark: z.number() }),
  used_shared_pool_prior: z.boolean(),
  snapshot_id: z.string().nullable(),
  candidates: z.array(
    z.object({
      provider: z.string(),
      model: z.string(),
      quality: z.number(),
      /** 95 % of what the expected reward may be. */
      low: z.number(),
      high: z.number(),
      utility: z.number(),
      cost_micro_usd: z.number().nullable(),
      propensity: z.number(),
      samples: Count,
      shared_share: z.number(),
      is_best: z.boolean(),
      /** Not chosen, as a lower score is expected from it than the route asks for. */
      is_left_out: z.boolean(),
    }),
  ),
});
export type RouteLearningView = z.infer<typeof RouteLearningView>;
