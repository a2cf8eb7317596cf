import { type Drift, driftAlarm, NO_DRIFT, observeSum } from "./drift";
import { LEARNER_CONFIG, type LearnerConfig, type Signal } from "./learner-types";

/** What one project's scores of a model in a category and signal add up to on one day. */
export interface DailySum {
  /** Whose influence is bounded together: the organisation. */
  groupId: string;
  projectId: string;
  category: string;
  model: string;
  signal: Signal;
  /** Whole days since 1970. */
  day: number;
  n: number;
  s: number;
}

/** Since when a model is another one than before, as far as scores tell. */
export interface Epoch {
  model: string;
  sinceDay: number;
  direction: "worse" | "better";
}

/** What was said before a model changed counts this much. ROUTING section 6.6. */
export const CLOSED_EPOCH_WEIGHT = 0.1;

/** Behaviour follows quality too loosely to tell a change in time. */
const TELLING: ReadonlySet<Signal> = new Set(["nps", "evaluation", "rating"]);
/** Scores of a project, model and category before it is known what is usual there. */
const SETTLED = 15;
/** On one day a group counts for at most this share of what is said of a model, once it says more than a few things. */
const GROUP_SHARE_MAX = 0.25;
const GROUP_FLOOR = 20;
/** What is left of an alarm without the group that did most for it. */
const LEFT_WITHOUT_LARGEST = 10;
/** So many scores of other models, and this share of the shift, make it the users or the judge that have changed. */
const COMMON = { scores: 20, share: 0.5 };

interface Watch {
  drift: Drift;
  /** By direction: the day on which the sum last left zero, and what each group has added since. */
  runs: Record<"worse" | "better", { sinceDay: number; groups: Map<string, number> }>;
}

interface DayShare {
  groupId: string;
  z: number;
  n: number;
}

/**
 * Which models have changed, by what was usual for each project, category and signal before: recursive residuals, day by
 * day, into a CUSUM for each model. A function of the rows alone: who is not among them leaves no trace. With
 * `groupsMin` above 1 no group alone can raise an alarm.
 */
export function findEpochs(
  rows: readonly DailySum[],
  groupsMin: number,
  config: LearnerConfig = LEARNER_CONFIG,
): Epoch[] {
  const usual = new Map<string, { n: number; s: number }>();
  const watches = new Map<string, Watch>();
  const epochs = new Map<string, Epoch>();
  const residuals: ResidualLog = new Map();
  for (const [day, today] of byDay(rows.filter(({ signal, n }) => TELLING.has(signal) && n > 0))) {
    const changed: string[] = [];
    for (const [model, own] of groupedBy(today, (row) => row.model)) {
      const shares = sharesOf(own, usual, config);
      if (shares.length === 0) continue;
      const watch = watches.get(model) ?? newWatch(day);
      watches.set(model, watch);
      logResidual(residuals, model, day, shares);
      observe(watch, shares, { day, isBounded: groupsMin > 1 });
      if (driftAlarm(watch.drift) !== null) changed.push(model);
    }
    for (const row of today) addTo(usual, row);
    for (const model of changed) {
      const epoch = believed(model, watches.get(model), { day, groupsMin, residuals });
      watches.set(model, newWatch(day));
      if (epoch === null) continue;
      epochs.set(model, epoch);
      startAnew(usual, rows, { ...epoch, untilDay: day });
    }
  }
  return [...epochs.values()].sort((a, b) => (a.model < b.model ? -1 : 1));
}

function byDay(rows: readonly DailySum[]): [number, DailySum[]][] {
  return [...groupedBy(rows.toSorted(inOrder), ({ day }) => day)].sort(([a], [b]) => a - b);
}

/** One order for the same rows, so that the same sums come out bit by bit. */
function inOrder(a: DailySum, b: DailySum): number {
  return a.day - b.day || (orderOf(a) < orderOf(b) ? -1 : 1);
}

const orderOf = (row: DailySum): string => `${row.groupId}\n${streamOf(row)}`;
const streamOf = ({ projectId, category, model, signal }: DailySum): string =>
  `${projectId}\n${category}\n${model}\n${signal}`;

function groupedBy<K>(rows: readonly DailySum[], keyOf: (row: DailySum) => K): Map<K, DailySum[]> {
  const groups = new Map<K, DailySum[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

function newWatch(day: number): Watch {
  return {
    drift: NO_DRIFT,
    runs: {
      worse: { sinceDay: day, groups: new Map() },
      better: { sinceDay: day, groups: new Map() },
    },
  };
}

/** What a day's scores of a model say by group: residuals from what was usual, in standard deviations, and their number. */
function sharesOf(
  rows: readonly DailySum[],
  usual: ReadonlyMap<string, { n: number; s: number }>,
  config: LearnerConfig,
): DayShare[] {
  const shares = new Map<string, DayShare>();
  for (const row of rows) {
    const before = usual.get(streamOf(row));
    if (before === undefined || before.n < SETTLED) continue;
    const sd = Math.sqrt(config.noise[row.signal]) / config.scale[row.signal];
    // The usual mean is itself known only so well.
    const spread = sd * Math.sqrt(1 + row.n / before.n);
    const share = shares.get(row.groupId) ?? { groupId: row.groupId, z: 0, n: 0 };
    share.z += (row.s - row.n * (before.s / before.n)) / spread;
    share.n += row.n;
    shares.set(row.groupId, share);
  }
  return [...shares.values()];
}

function observe(
  watch: Watch,
  all: readonly DayShare[],
  { day, isBounded }: { day: number; isBounded: boolean },
): void {
  const total = all.reduce((sum, { n }) => sum + n, 0);
  const most = isBounded ? Math.max(GROUP_FLOOR, GROUP_SHARE_MAX * total) : Number.POSITIVE_INFINITY;
  const shares = all.map(({ groupId, z, n }) => {
    const factor = Math.min(1, most / n);
    return { groupId, z: factor * z, n: factor * n };
  });
  const before = watch.drift;
  const z = shares.reduce((sum, share) => sum + share.z, 0);
  const n = shares.reduce((sum, share) => sum + share.n, 0);
  watch.drift = observeSum(before, { z, n });
  for (const direction of ["worse", "better"] as const) {
    const run = watch.runs[direction];
    if (before[direction] === 0) {
      run.sinceDay = day;
      run.groups.clear();
    }
    for (const share of shares) {
      const alone = observeSum({ worse: 0, better: 0 }, share)[direction];
      run.groups.set(share.groupId, (run.groups.get(share.groupId) ?? 0) + alone);
    }
  }
}

type ResidualLog = Map<string, { day: number; z: number; n: number }[]>;

function logResidual(log: ResidualLog, model: string, day: number, shares: readonly DayShare[]): void {
  const z = shares.reduce((sum, share) => sum + share.z, 0);
  const n = shares.reduce((sum, share) => sum + share.n, 0);
  const days = log.get(model) ?? [];
  days.push({ day, z, n });
  log.set(model, days);
}

interface Doubt {
  day: number;
  groupsMin: number;
  residuals: ResidualLog;
}

/** The epoch that an alarm stands for; null where one group made it, or all models shifted alike. */
function believed(
  model: string,
  watch: Watch | undefined,
  { day, groupsMin, residuals }: Doubt,
): Epoch | null {
  const direction = watch === undefined ? null : driftAlarm(watch.drift);
  if (watch === undefined || direction === null) return null;
  const { sinceDay, groups } = watch.runs[direction];
  const parts = [...groups.values()].filter((part) => part > 0);
  if (groupsMin > 1) {
    const left = watch.drift[direction] - Math.max(...parts);
    if (groups.size < groupsMin || left < LEFT_WITHOUT_LARGEST) return null;
  }
  const own = shiftOf(residuals, (name) => name === model, sinceDay);
  const others = shiftOf(residuals, (name) => name !== model, sinceDay);
  const isCommon = others.n >= COMMON.scores && others.mean / own.mean >= COMMON.share;
  return isCommon ? null : { model, sinceDay: Math.min(sinceDay, day), direction };
}

function shiftOf(
  residuals: ResidualLog,
  isAsked: (model: string) => boolean,
  sinceDay: number,
): { mean: number; n: number } {
  let [z, n] = [0, 0];
  for (const [model, days] of residuals) {
    if (!isAsked(model)) continue;
    for (const row of days) {
      if (row.day < sinceDay) continue;
      z += row.z;
      n += row.n;
    }
  }
  return { mean: n === 0 ? 0 : z / n, n };
}

function addTo(usual: Map<string, { n: number; s: number }>, row: DailySum): void {
  const known = usual.get(streamOf(row)) ?? { n: 0, s: 0 };
  usual.set(streamOf(row), { n: known.n + row.n, s: known.s + row.s });
}

/** What is usual of a model that has changed is what was said of it since. */
function startAnew(
  usual: Map<string, { n: number; s: number }>,
  rows: readonly DailySum[],
  { model, sinceDay, untilDay }: { model: string; sinceDay: number; untilDay: number },
): void {
  const own = rows.filter((row) => row.model === model);
  for (const row of own) usual.delete(streamOf(row));
  for (const row of own.toSorted(inOrder)) if (row.day >= sinceDay && row.day <= untilDay) addTo(usual, row);
}
