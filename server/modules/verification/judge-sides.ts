import { type Comparison, compare, hasRegressed, TEST } from "@/server/routing/sequential-test";
import type { Side } from "./measure-sides";

/** Quality and success are both looked at, so each has half of the error that is allowed. */
export const HALF = { ...TEST, alpha: TEST.alpha / 2 };

export interface Regression {
  metric: "quality" | "success_rate";
  comparison: Comparison;
}

/** What a route's own choices have become worse in than its first model; null while nothing says so. */
export function regressionOf({ baseline, floopy }: { baseline: Side; floopy: Side }): Regression | null {
  for (const [metric, comparison] of [
    ["quality", compare(baseline.quality, floopy.quality, HALF)],
    ["success_rate", compare(baseline.success, floopy.success, HALF)],
  ] as const) {
    if (comparison !== null && hasRegressed(comparison)) return { metric, comparison };
  }
  return null;
}
