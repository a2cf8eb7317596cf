/** Where a reward came from. The order is that of the vectors inside the learner. */
export const SIGNALS = ["nps", "evaluation", "implicit", "rating"] as const;
export type Signal = (typeof SIGNALS)[number];

/** Sums over the rewards of one tenant, category, model and signal: the only learned state. Plain addition merges them. */
export interface StatisticsRow {
  category: string;
  /** Provider and model as one name; the same for every tenant. */
  model: string;
  signal: Signal;
  /** Sum of weights; a session with one model weighs 1. */
  n: number;
  /** Weighted sum of rewards, each in [0, 1]. */
  s: number;
}

/** What one project has taught. Influence is bounded per group: its organisation. */
export interface TenantStatistics {
  tenantId: string;
  groupId: string;
  /** Free-tier groups together may hold at most a share of a shared cell. */
  tier: "free" | "paid";
  /** Reads the shared cells, but adds nothing to them: quarantined, sandbox, or by its own choice. */
  isReadOnly: boolean;
  rows: readonly StatisticsRow[];
}

/** What is believed of a model before any user has said anything, in the units of NPS/10. */
export interface Prior {
  /** Expected reward of a category and model. */
  mean(category: string, model: string): number;
  /** False: nothing is published about this model, so the mean is a guess and deserves little weight. */
  isKnown(model: string): boolean;
  /** How far the truth may lie from the mean, where others have already narrowed that down; null: as the configuration says. */
  cellVariance?(category: string, model: string): number | null;
  modelVariance?(model: string): number | null;
}

export interface LearnerConfig {
  /** Variance of one observation by signal. */
  noise: Readonly<Record<Signal, number>>;
  /** Factor that brings a signal's reward to the scale of NPS/10. */
  scale: Readonly<Record<Signal, number>>;
  /** Standard deviation of how high a signal lies altogether, on the scale of NPS/10: hardly anything is known of it. */
  baseLevelSd: number;
  /** Standard deviation of a tenant's own level, NPS and other signals. */
  tenantLevelSd: { nps: number; other: number };
  /** Standard deviation of a signal's level in a category. */
  categoryLevelSd: number;
  /** Standard deviation of a signal's bias towards a model; 0 for NPS by definition. */
  judgeBiasSd: number;
  /** Prior variances of the shared effects: category × model, model, and the same for models without a benchmark. */
  cellVariance: number;
  modelVariance: number;
  unknownVariance: number;
  /** Prior variances of a tenant's own effects: category × model, model. */
  tenantCellVariance: number;
  tenantModelVariance: number;
  /** How far one contribution may lie from the shared value, and one mean from what is known of its signal's bias and level. */
  clip: number;
  signalClip: number;
  /** How far a group's rows may lie from what is expected of them before the group counts less; see `trust.ts`. */
  deviationUsual: number;
  /** Largest share of one group in a shared cell, and the weight below which no share is measured. */
  groupShareMax: number;
  /** Where that is less than an equal share of few groups: so many equal shares. */
  groupShareOfEqual: number;
  groupWeightFloor: number;
  /** Largest share of all free-tier groups together, and the weight below which it is not measured. */
  freeShareMax: number;
  freeWeightFloor: number;
  /** A shared cell is used only with at least so many groups and sessions, none of them holding more than the share. */
  groupsMin: number;
  sessionsMin: number;
  releaseShareMax: number;
}

/** Variances in (NPS/10)². What the bounds do to liars, and cost without them, is measured in `bench/routing`. */
export const LEARNER_CONFIG: LearnerConfig = {
  noise: { nps: 0.09, evaluation: 0.09, implicit: 0.9, rating: 0.04 },
  scale: { nps: 1, evaluation: 0.7, implicit: 2, rating: 0.7 },
  baseLevelSd: 0.5,
  tenantLevelSd: { nps: 0.08, other: 0.06 },
  categoryLevelSd: 0.06,
  judgeBiasSd: 0.04,
  cellVariance: 0.04 ** 2,
  modelVariance: 0.03 ** 2,
  unknownVariance: 0.1 ** 2,
  tenantCellVariance: 0.02 ** 2,
  tenantModelVariance: 0.02 ** 2,
  clip: 0.08,
  signalClip: 0.04,
  deviationUsual: 1.5,
  groupShareMax: 0.1,
  groupShareOfEqual: 1.25,
  groupWeightFloor: 20,
  freeShareMax: 0.15,
  freeWeightFloor: 300,
  groupsMin: 5,
  sessionsMin: 50,
  releaseShareMax: 0.4,
};

/** A tenant that learns alone: its own rows are all there is, so nothing has to be bounded. */
export function isolatedConfig(config: LearnerConfig): LearnerConfig {
  return {
    ...config,
    clip: 1,
    signalClip: 1,
    deviationUsual: Number.POSITIVE_INFINITY,
    groupShareMax: 1,
    groupWeightFloor: Number.POSITIVE_INFINITY,
    freeShareMax: 1,
    freeWeightFloor: Number.POSITIVE_INFINITY,
    groupsMin: 1,
    sessionsMin: 0,
    releaseShareMax: 1,
  };
}
