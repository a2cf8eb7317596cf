/** What a project's own end users have said of one model so far. */
export interface ModelEvidence {
  /** Answers, unsigned ones as a quarter. */
  weight: number;
  /** Mean of score/10. */
  mean: number;
}

/** Variance of one answer, and of what is thought of a model before any: see the noise and prior of the learner. */
const ANSWER_VARIANCE = 0.09;
const PRIOR_VARIANCE = 0.1 ** 2;
const PRIOR_MEAN = 0.7;

interface Belief {
  mean: number;
  variance: number;
}

/**
 * How much one more answer about this model could teach, from 0 to 1: what is still open about it (its posterior
 * deviation beside the prior's), times how likely it is that the order of it and its best rival is not as it seems.
 * A project without answers gives 1; a model that is well known, or clearly better or worse than the others, little.
 */
export function informationGain(model: string, evidence: ReadonlyMap<string, ModelEvidence>): number {
  const own = beliefIn(evidence.get(model));
  const rivals = [...evidence].filter(([name]) => name !== model).map(([, each]) => beliefIn(each));
  const rival = rivals.reduce<Belief>((best, each) => (each.mean > best.mean ? each : best), {
    mean: rivals.length === 0 ? own.mean : Number.NEGATIVE_INFINITY,
    variance: PRIOR_VARIANCE,
  });
  const distance = Math.abs(own.mean - rival.mean) / Math.sqrt(own.variance + rival.variance);
  return Math.sqrt(own.variance / PRIOR_VARIANCE) * 2 * (1 - normalCdf(distance));
}

function beliefIn(evidence: ModelEvidence | undefined): Belief {
  const { weight, mean } = evidence ?? { weight: 0, mean: PRIOR_MEAN };
  const variance = 1 / (1 / PRIOR_VARIANCE + weight / ANSWER_VARIANCE);
  return { mean: variance * (PRIOR_MEAN / PRIOR_VARIANCE + (weight * mean) / ANSWER_VARIANCE), variance };
}

/** Abramowitz and Stegun 26.2.17: within 7.5e-8. For z of 0 or more. */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const tail =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}

/** The probability of asking: between the project's two bounds, by what there is to learn. */
export function askPropensity({ sampleRate, sampleFloor, asksWhereUnsure }: AskBounds, gain: number): number {
  if (!asksWhereUnsure) return sampleRate;
  const floor = Math.min(sampleFloor, sampleRate);
  return floor + (sampleRate - floor) * Math.min(Math.max(gain, 0), 1);
}

export interface AskBounds {
  sampleRate: number;
  sampleFloor: number;
  asksWhereUnsure: boolean;
}
