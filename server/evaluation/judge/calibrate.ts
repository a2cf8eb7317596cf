/** How a judge's scores, from 0 to 1, become what users would say, in NPS/10. */
export interface Calibration {
  intercept: number;
  slope: number;
}

/** Users and judge on the same kind of work by the same model: means, and how many stand behind them. */
export interface PairedCell {
  judge: number;
  nps: number;
  count: number;
}

/** ROUTING section 6.1: holds until a judge and users have been heard on the same answers. */
export const DEFAULT_CALIBRATION: Calibration = { intercept: 0.25, slope: 0.7 };

/** The default counts as much as this many pairs. */
const PRIOR_PAIRS = 30;
/** How far a judge's scores spread, where nobody has seen it. */
const SPREAD = 0.04;
/** A judge that is against the users teaches nothing; one that swings more than this has seen too little. */
const SLOPE = { min: 0, max: 1.5 } as const;

/**
 * A line through the cells, shrunk towards what was believed before. Between cells and not between answers: a single
 * verdict is noisy, which would make the line too flat. The level is where the judge's own bias goes.
 */
export function calibrate(
  cells: readonly PairedCell[],
  prior: Calibration = DEFAULT_CALIBRATION,
): Calibration {
  const total = cells.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return prior;
  const mean = (pick: (cell: PairedCell) => number): number =>
    cells.reduce((sum, cell) => sum + cell.count * pick(cell), 0) / total;
  const [judge, nps] = [mean((cell) => cell.judge), mean((cell) => cell.nps)];
  let [xx, xy] = [PRIOR_PAIRS * SPREAD, PRIOR_PAIRS * SPREAD * prior.slope];
  for (const cell of cells) {
    xx += cell.count * (cell.judge - judge) ** 2;
    xy += cell.count * (cell.judge - judge) * (cell.nps - nps);
  }
  const slope = Math.min(SLOPE.max, Math.max(SLOPE.min, xy / xx));
  const believed = prior.intercept + prior.slope * judge;
  const level = (total * nps + PRIOR_PAIRS * believed) / (total + PRIOR_PAIRS);
  return { intercept: level - slope * judge, slope };
}

export function predictNps({ intercept, slope }: Calibration, score: number): number {
  return Math.min(1, Math.max(0, intercept + slope * score));
}

/**
 * The score that the learner is given. It expects one that the default turns into NPS/10, so that a judge nobody has
 * compared with users is taken at its word, and one that is too kind or too strict is put right.
 */
export function taughtScore(calibration: Calibration, score: number): number {
  const { intercept, slope } = DEFAULT_CALIBRATION;
  return Math.min(1, Math.max(0, (predictNps(calibration, score) - intercept) / slope));
}
