import type { LatencyReport } from "./latency";
import type { OnlineResult } from "./online";
import type { PoisonReport } from "./poisoning";
import type { PolicyReport, PoolReport } from "./pool-report";
import { mark, TARGETS, type Targets } from "./targets";
import type { UnlearningReport } from "./unlearning";

/** Regret is in NPS/10 per session: 0.01 is a tenth of a point on the scale from 0 to 10. */
export function poolTable({ name, lambda, policies }: PoolReport, targets: Targets): string {
  const head = `${name}; λ = ${lambda}\n| policy | all sessions | late tenants 0–50 | 50–200 | 200–800 | off-policy error |\n| --- | ---: | ---: | ---: | ---: | ---: |`;
  const rows = policies.map(
    (report) =>
      `| ${report.title} | ${cell(report, ({ all }) => all)} | ${cell(report, ({ fresh }) => fresh["0-50"])} | ${cell(
        report,
        ({ fresh }) => fresh["50-200"],
      )} | ${cell(report, ({ fresh }) => fresh["200-800"])} | ${offPolicy(report)} |`,
  );
  return [head, ...rows, "", regretLine(policies, targets), coldStart(policies), offPolicyLine(policies)]
    .filter((line, index) => line !== "" || index === rows.length + 1)
    .join("\n");
}

function cell({ results }: PolicyReport, read: (result: OnlineResult) => number): string {
  return meanAndError(results.map(read));
}

function meanAndError(values: readonly number[]): string {
  const mean = average(values);
  if (values.length < 2) return mean.toFixed(4);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return `${mean.toFixed(4)} ± ${Math.sqrt(variance / values.length).toFixed(4)}`;
}

export const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function offPolicy({ results }: PolicyReport): string {
  const errors = results.flatMap(({ offPolicyError }) => (offPolicyError === null ? [] : [offPolicyError]));
  return errors.length === 0 ? "" : average(errors.map(Math.abs)).toFixed(4);
}

function productOf(policies: readonly PolicyReport[]): PolicyReport | undefined {
  return policies.find(({ id }) => id === "guards");
}

/** ROUTING B6. */
function regretLine(policies: readonly PolicyReport[], { regret }: Targets): string {
  const product = productOf(policies);
  if (product === undefined) return "";
  const reached = average(product.results.map(({ all }) => all));
  return `The product’s regret ${reached.toFixed(4)} (target ${regret}): ${mark(reached <= regret)}.`;
}

/** ROUTING B15. */
function offPolicyLine(policies: readonly PolicyReport[]): string {
  const errors = productOf(policies)?.results.flatMap(({ offPolicyError }) => offPolicyError ?? []) ?? [];
  if (errors.length === 0) return "";
  const error = average(errors.map(Math.abs));
  return `Off-policy error ${error.toFixed(4)} (target ${TARGETS.offPolicy}): ${mark(error <= TARGETS.offPolicy)}.`;
}

/** ROUTING B7. */
function coldStart(policies: readonly PolicyReport[]): string {
  const fresh = (id: string): number | null => {
    const report = policies.find((one) => one.id === id);
    return report === undefined ? null : average(report.results.map((result) => result.fresh["0-50"]));
  };
  const [shared, isolated] = [fresh("guards"), fresh("isolated")];
  if (shared === null || isolated === null) return "";
  return `A late tenant's first 50 sessions: ${((100 * shared) / isolated).toFixed(0)} % of the regret of learning alone (target at most 50 %): ${mark(shared <= TARGETS.coldStart * isolated)}.`;
}

export function poisonTable({ clean, guarded, unguarded }: PoisonReport): string {
  return `Honest late tenants, first 800 sessions, one large liar and twenty puppets: clean ${meanAndError(clean)}, guarded ${meanAndError(guarded)} (target at most +${TARGETS.poisoning}: ${mark(average(guarded) - average(clean) <= TARGETS.poisoning)}), unguarded ${meanAndError(unguarded)}.`;
}

export function latencyTable({ pickUs, propensitiesUs, taskUs, refitMs }: LatencyReport): string {
  const decisionUs = pickUs.p99 + (taskUs?.p99 ?? 0);
  return [
    `A decision: telling the task ${taskUs === null ? "not measured without prompts" : `p50 ${taskUs.p50.toFixed(0)} µs, p99 ${taskUs.p99.toFixed(0)} µs`}, drawing from known propensities p50 ${pickUs.p50.toFixed(2)} µs, p99 ${pickUs.p99.toFixed(2)} µs (target p99 ${TARGETS.decisionUs} µs for both): ${mark(decisionUs <= TARGETS.decisionUs)}.`,
    `Propensities of 20 models, once for each state, route and kind of task: p50 ${propensitiesUs.p50.toFixed(0)} µs, p99 ${propensitiesUs.p99.toFixed(0)} µs.`,
    `Warm refit, 1,000 tenants × 320 cells, a tenth of them with new rows: fastest ${refitMs.min.toFixed(0)} ms (${refitMs.cpu.toFixed(0)} ms of CPU), median ${refitMs.median.toFixed(0)} ms (target ${TARGETS.refitMs} ms): ${mark(refitMs.min <= TARGETS.refitMs)}. From nothing, 300 sweeps: ${(refitMs.cold / 1_000).toFixed(1)} s.`,
  ].join("\n");
}

export function unlearningLine({ tenants, equal, tried }: UnlearningReport): string {
  return `Unlearning: ${equal} of ${tried} leavers of ${tenants} tenants left the bytes of a world without them.`;
}
