/** One session with a score: which of the models it might have had, which it had, and how likely that was. */
export interface ScoredSession {
  /** NPS/10. */
  score: number;
  /** Index of the model that it had. */
  chosen: number;
  propensity: number;
  /** Indexes of the models that two other ways of choosing would have taken. */
  withShared: number;
  alone: number;
}

export interface LiftEstimate {
  withShared: number;
  alone: number;
  difference: number;
  low: number;
  high: number;
}

const SESSIONS_MIN = 30;
/** A session whose model was very unlikely would outweigh all others. */
const WEIGHT_MAX = 50;
const Z95 = 1.96;

/**
 * What sessions would have scored under two ways of choosing, from recorded probabilities: each session that agrees with
 * a way counts as many as it stands for. Null where too little agrees to say anything.
 */
export function estimateLift(sessions: readonly ScoredSession[]): LiftEstimate | null {
  if (sessions.length < SESSIONS_MIN) return null;
  const weights = sessions.map(({ chosen, propensity, withShared, alone }) => {
    const weight = Math.min(WEIGHT_MAX, 1 / Math.max(propensity, 1e-6));
    return { shared: chosen === withShared ? weight : 0, alone: chosen === alone ? weight : 0 };
  });
  const total = (name: "shared" | "alone"): number => weights.reduce((sum, row) => sum + row[name], 0);
  const [sharedTotal, aloneTotal] = [total("shared"), total("alone")];
  if (sharedTotal === 0 || aloneTotal === 0) return null;
  const value = (name: "shared" | "alone", sum: number): number =>
    sessions.reduce((mean, { score }, index) => mean + ((weights[index]?.[name] ?? 0) / sum) * score, 0);
  const [withShared, alone] = [value("shared", sharedTotal), value("alone", aloneTotal)];
  // The influence of each session on the difference of the two self-normalised means.
  const variance = sessions.reduce((sum, { score }, index) => {
    const one = weights[index] ?? { shared: 0, alone: 0 };
    const influence =
      (one.shared / sharedTotal) * (score - withShared) - (one.alone / aloneTotal) * (score - alone);
    return sum + influence ** 2;
  }, 0);
  const difference = withShared - alone;
  const margin = Z95 * Math.sqrt(variance);
  return { withShared, alone, difference, low: difference - margin, high: difference + margin };
}
