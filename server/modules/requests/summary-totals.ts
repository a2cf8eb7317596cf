import type { Summary, SummaryTotals } from "@/server/contracts/requests";

export interface PeriodSummary {
  totals: SummaryTotals;
  series: Summary["series"];
}

export function withErrorRate(figures: Omit<SummaryTotals, "errorRate">): SummaryTotals {
  return { ...figures, errorRate: figures.requests === 0 ? null : figures.errors / figures.requests };
}
