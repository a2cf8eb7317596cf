import type { ExperimentResults } from "@/server/contracts/experiments";
import { type Comparison, compare, hasRegressed, TEST, winnerOf } from "@/server/routing/sequential-test";
import type { VariantFigures } from "./measure-variants";

type Verdict = Pick<ExperimentResults, "winner" | "metric" | "comparison">;
interface Sides {
  a: VariantFigures;
  b: VariantFigures;
}

/** Two things are looked at, so each has half of the error that is allowed. */
const HALF = { ...TEST, alpha: TEST.alpha / 2 };

/** Who is better: by what end users say once enough of them have, else by whether sessions succeed. */
export function judgeVariants({ a, b }: Sides): Verdict {
  const nps = compare(a.nps, b.nps, HALF);
  if (nps !== null) return { winner: winnerOf(nps), metric: "nps", comparison: viewOf(nps) };
  const success = compare(a.success, b.success, HALF);
  if (success === null) return { winner: null, metric: null, comparison: null };
  const winner = winnerOf(success);
  // Equal success is not yet a tie: what end users think is still to come.
  return { winner: winner === "tie" ? null : winner, metric: "success_rate", comparison: viewOf(success) };
}

/** What B has become worse in than A; null while nothing says so. */
export function regressionOf({
  a,
  b,
}: Sides): { metric: "nps" | "success_rate"; comparison: Comparison } | null {
  for (const [metric, comparison] of [
    ["nps", compare(a.nps, b.nps, HALF)],
    ["success_rate", compare(a.success, b.success, HALF)],
  ] as const) {
    if (comparison !== null && hasRegressed(comparison)) return { metric, comparison };
  }
  return null;
}

function viewOf({ difference, lower, upper, pValue }: Comparison) {
  const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
  return {
    difference: rounded(difference),
    lower: rounded(lower),
    upper: rounded(upper),
    p_value: rounded(pValue),
  };
}
