import { fitModel } from "../../server/routing/learner/fit";
import {
  SIGNALS,
  type StatisticsRow,
  type TenantStatistics,
} from "../../server/routing/learner/learner-types";
import { pickArm, thompsonPropensities } from "../../server/routing/learner/thompson";
import { classifyText } from "../../server/routing/tasks/classify-task";
import { Random } from "./random";

export interface LatencyReport {
  /** Microseconds: a decision from known propensities, and working them out for 20 models. */
  pickUs: { p50: number; p99: number };
  propensitiesUs: { p50: number; p99: number };
  /** Microseconds: telling the task of a prompt; null without prompts. */
  taskUs: { p50: number; p99: number } | null;
  /** Milliseconds of a refit of 1,000 tenants × 320 cells: on from the last one after a tenth of them has new rows, and from nothing. */
  refitMs: { min: number; median: number; cpu: number; cold: number };
}

const MODELS = 20;
const CATEGORIES = 16;
const TENANTS = 1_000;
const REFITS = 10;
const NAMES = {
  categories: Array.from({ length: CATEGORIES }, (_, c) => `category-${c}`),
  models: Array.from({ length: MODELS }, (_, m) => `model-${m}`),
};
const PRIOR = { mean: () => 0.7, isKnown: () => true };

/** ROUTING B13. */
export function measureLatency(prompts: readonly string[]): LatencyReport {
  const random = new Random(1);
  const arms = Array.from({ length: MODELS }, () => ({
    utility: 0.7 + random.normal(0.03),
    variance: 0.001,
    evaluatedSessions: 500,
    isGuess: false,
  }));
  const propensities = thompsonPropensities(arms);
  return {
    pickUs: timed(20_000, 100, () => void pickArm(propensities, random.uniform())),
    propensitiesUs: timed(500, 10, () => void thompsonPropensities(arms)),
    taskUs: prompts.length === 0 ? null : tasks(prompts),
    refitMs: refits(random),
  };
}

function tasks(prompts: readonly string[]): { p50: number; p99: number } {
  let index = 0;
  return timed(2_000, 10, () => {
    classifyText(prompts[index++ % prompts.length] ?? "");
  });
}

/** Per call, over batches: a timer is too coarse for one. */
function timed(batches: number, calls: number, work: () => void): { p50: number; p99: number } {
  const samples = Array.from({ length: batches }, () => {
    const from = performance.now();
    for (let n = 0; n < calls; n++) work();
    return ((performance.now() - from) * 1_000) / calls;
  }).sort((a, b) => a - b);
  const at = (share: number): number => samples[Math.floor(share * (samples.length - 1))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

function refits(random: Random): LatencyReport["refitMs"] {
  const tenants = Array.from({ length: TENANTS }, (_, t): TenantStatistics => {
    const id = `tenant-${t}`;
    return { tenantId: id, groupId: id, tier: "paid", isReadOnly: false, rows: rowsOf(random) };
  });
  const coldFrom = performance.now();
  let previous = fitModel({ tenants, prior: PRIOR, ...NAMES });
  const cold = performance.now() - coldFrom;
  const runs = Array.from({ length: REFITS }, (_, run) => {
    for (let t = run; t < TENANTS; t += REFITS) {
      const [tenant] = tenants.slice(t, t + 1);
      if (tenant !== undefined) tenants[t] = { ...tenant, rows: rowsOf(random) };
    }
    const [from, cpuFrom] = [performance.now(), process.cpuUsage().user];
    previous = fitModel({ tenants, prior: PRIOR, ...NAMES, previous });
    return { ms: performance.now() - from, cpuMs: (process.cpuUsage().user - cpuFrom) / 1_000 };
  });
  const times = runs.map(({ ms }) => ms).sort((a, b) => a - b);
  const cpu = Math.min(...runs.map(({ cpuMs }) => cpuMs));
  return { min: times[0] ?? 0, median: times[REFITS >> 1] ?? 0, cpu, cold };
}

/** Every cell of a tenant, with one signal each. */
function rowsOf(random: Random): StatisticsRow[] {
  return NAMES.categories.flatMap((category, c) =>
    NAMES.models.map((model, m) => {
      const n = 1 + random.integer(50);
      const signal = SIGNALS[(c + m) % 2] ?? "nps";
      return { category, model, signal, n, s: n * Math.min(1, Math.max(0, 0.7 + random.normal(0.1))) };
    }),
  );
}
