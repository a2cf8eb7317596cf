/** Two-sided 5 % level and 80 % power. */
const Z_SUM = 1.96 + 0.84;

interface Assumptions {
  promoterShare: number;
  detractorShare: number;
  gapPoints: number;
}

/** NPS answers per model needed to tell two models apart that are `gapPoints` NPS points from each other. */
export function answersPerModel({ promoterShare, detractorShare, gapPoints }: Assumptions): number {
  const variance = promoterShare + detractorShare - (promoterShare - detractorShare) ** 2;
  return Math.ceil((2 * Z_SUM ** 2 * variance) / (gapPoints / 100) ** 2);
}

export const EXAMPLE = { promoterShare: 0.5, detractorShare: 0.2, gapPoints: 10 } as const;
export const EXAMPLE_TRAFFIC = { sessionsMonthly: 10_000, answerRate: 0.02, models: 2 } as const;

export function monthsToTell(answers: number, traffic: typeof EXAMPLE_TRAFFIC): number {
  return answers / ((traffic.sessionsMonthly * traffic.answerRate) / traffic.models);
}
