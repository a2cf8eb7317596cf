import { type LearnerConfig, SIGNALS, type Signal } from "./learner-types";

/** What the shared cells say of a category and model; zeros where they say nothing. */
export interface SharedEvidence {
  /** Deviation from the prior, NPS/10. */
  theta: number;
  /** Precision by NPS alone and by every other signal alone. */
  npsPrecision: number;
  proxyPrecision: number;
  /** False: nothing was published about the model before, so its prior is a guess. */
  isKnown: boolean;
}

/** What a tenant's own rows say of a category and model. */
export interface OwnEvidence {
  /** Its deviations from the shared cell: of the model, of the cell. NPS/10. */
  modelOffset: number;
  cellOffset: number;
  /** Sums of weights by signal. */
  n: Readonly<Record<Signal, number>>;
}

export const NO_OWN_EVIDENCE: OwnEvidence = {
  modelOffset: 0,
  cellOffset: 0,
  n: { nps: 0, evaluation: 0, implicit: 0, rating: 0 },
};

/** The expected reward of a model for a tenant and category, NPS/10, and how sure that is. */
export interface Posterior {
  mean: number;
  variance: number;
  /** Share of the posterior's precision by source; they add up to 1. */
  shares: { session: number; auto: number; manual: number; benchmark: number };
  /** Share of the precision that other organisations gave. */
  sharedShare: number;
  /** The tenant's own observations, all signals; and how many of them are NPS. */
  samples: number;
  npsAnswers: number;
}

/** Own noise counts for less than it should by the model: k in ROUTING 6.4, fitted on simulated users. */
const OWN_SD_FACTOR = 0.4;

/** ROUTING section 6.4. `mu0` is the prior's mean for this category and model. */
export function posteriorOf(
  mu0: number,
  shared: SharedEvidence,
  own: OwnEvidence,
  config: LearnerConfig,
): Posterior {
  const spread = config.tenantCellVariance + config.tenantModelVariance;
  const weights = SIGNALS.map((signal) => own.n[signal] / config.noise[signal]);
  const ownPrecision = weights.reduce((sum, weight) => sum + weight, 0);
  const priorVariance = shared.isKnown
    ? config.cellVariance + config.modelVariance
    : 2 * config.unknownVariance;
  const benchmark = 1 / priorVariance;
  const proxy = shared.proxyPrecision > 0 ? 1 / (config.judgeBiasSd ** 2 + 1 / shared.proxyPrecision) : 0;
  const sharedPrecision = benchmark + shared.npsPrecision + proxy;
  const k = 1 / (1 + ownPrecision * spread);
  const variance = OWN_SD_FACTOR ** 2 / (ownPrecision + 1 / spread) + k ** 2 / sharedPrecision;
  return {
    mean: mu0 + shared.theta + own.modelOffset + own.cellOffset,
    variance,
    ...sharesOf({ weights, ownPrecision, benchmark, nps: shared.npsPrecision, proxy, spread }),
    samples: SIGNALS.reduce((sum, signal) => sum + own.n[signal], 0),
    npsAnswers: own.n.nps,
  };
}

interface Precisions {
  weights: readonly number[];
  ownPrecision: number;
  benchmark: number;
  nps: number;
  proxy: number;
  spread: number;
}

/** Own precision and, seen through the tenant's own deviation, that of the shared cell, which its sources divide. */
function sharesOf(precisions: Precisions): Pick<Posterior, "shares" | "sharedShare"> {
  const { weights, ownPrecision, benchmark, nps, proxy, spread } = precisions;
  const shared = benchmark + nps + proxy;
  const seen = 1 / (spread + 1 / shared);
  const total = ownPrecision + seen;
  const [ownNps = 0, evaluation = 0, implicit = 0, rating = 0] = weights;
  // A tenant's own contribution to the shared cell is not the pool's.
  const fromOthers = Math.max(0, nps + proxy - 1 / (spread + 1 / Math.max(ownPrecision, 1e-9)));
  return {
    shares: {
      session: (ownNps + seen * (nps / shared)) / total,
      auto: (evaluation + implicit + seen * (proxy / shared)) / total,
      manual: rating / total,
      benchmark: (seen * (benchmark / shared)) / total,
    },
    sharedShare: (seen * (fromOthers / shared)) / total,
  };
}
