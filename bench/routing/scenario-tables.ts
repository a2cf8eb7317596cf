import type { NewModelReport, UnseenReport } from "./scenarios";
import type { BudgetRow, DriftReport } from "./steering";
import { average } from "./tables";
import { mark, TARGETS } from "./targets";

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const sessions = (values: readonly (number | null)[]): string =>
  values.map((value) => (value === null ? "not within the run" : value.toLocaleString("en-US"))).join(", ");

/** Whether the mean is at most the target; what never came is late. */
function isWithin(values: readonly (number | null)[], target: number): boolean {
  return values.every((value) => value !== null) && average(values.map(Number)) <= target;
}

/** B8. */
export function unseenLine(report: UnseenReport | null): string {
  if (report === null) return "Unseen categories: the pool has one category.";
  const mean = (values: readonly (number | null)[]): number =>
    average(values.filter((value) => value !== null));
  const [product, fixed] = [mean(report.product), mean(report.static)];
  if (fixed === 0) return "Categories without a benchmark: the run is too short for 1,500 sessions of one.";
  return `Categories without a benchmark, around their 2,000th session: regret ${product.toFixed(4)}, static ${fixed.toFixed(4)}: ${(product / fixed).toFixed(2)} of it (target ${TARGETS.unseen}): ${mark(product <= TARGETS.unseen * fixed)}.`;
}

/** B9. */
export function budgetTable(rows: readonly BudgetRow[]): string {
  const lines = rows.map(
    ({ budget, boundShare, error, worst }) =>
      `| ${(1_000 * budget).toFixed(3)} | ${percent(boundShare)} | ${percent(error)} | ${worst === null ? "the run is too short" : percent(worst)} |`,
  );
  const isReached = rows.every(({ worst }) => worst === null || Math.abs(worst) <= TARGETS.budgetError);
  return [
    "Budgets\n| USD per 1,000 requests | requests that it binds | mean cost beside it | worst 5,000 requests in a row |\n| ---: | ---: | ---: | ---: |",
    ...lines,
    "",
    `Target ${percent(TARGETS.budgetError)} over any 5,000 requests: ${mark(isReached)}.`,
  ].join("\n");
}

/** B10. */
export function newModelLine({ sparse, dense }: NewModelReport): string {
  const { newModel } = TARGETS;
  return [
    `A new model with a benchmark, sessions until regret is within 10 % of always there: ${sessions(sparse)} (target ${newModel.sparse}): ${mark(isWithin(sparse, newModel.sparse))};`,
    `with an evaluation of every session ${sessions(dense)} (target ${newModel.dense}): ${mark(isWithin(dense, newModel.dense))}.`,
  ].join(" ");
}

/** B11. */
export function driftLine({ delays, falseAlarms }: DriftReport): string {
  const { drift } = TARGETS;
  const isReached = isWithin(delays, drift.delay) && average(falseAlarms) <= drift.falseAlarms;
  return `The most used model silently loses 0.15: alarm after ${sessions(delays)} sessions (target ${drift.delay}), ${average(falseAlarms).toFixed(1)} false alarms per 60,000 sessions (target ${drift.falseAlarms}): ${mark(isReached)}.`;
}
