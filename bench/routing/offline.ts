import type { Outcome, Pool } from "./outcomes";
import { PREDICTORS, type Predict } from "./predictors";
import { hash } from "./text-features";

/** What a way to choose reaches at a cost. */
interface Point {
  cost: number;
  quality: number;
}

export interface OfflineRow {
  id: string;
  title: string;
  /** Share of the best single model's cost that is saved at 95 % and at 100 % of its quality; negative: it costs more. */
  saved95: number | null;
  saved100: number | null;
  /** Mean of the best mixtures' quality over the range of the models' costs. */
  aiq: number;
}

export interface OfflineReport {
  name: string;
  best: { model: string } & Point;
  rows: OfflineRow[];
}

const FOLDS = 5;
/** Prices of quality tried, quality per USD. */
const LAMBDAS = [0, ...Array.from({ length: 81 }, (_, index) => 10 ** (-1 + index / 13))];

/**
 * Per-prompt quality at cost. Every prompt is judged by what was learned from the other folds, which a hash of its id
 * sets; or, with a pool of training prompts, from those alone.
 */
export function measureOffline(pool: Pool, training: Pool | null): OfflineReport {
  const single = pool.models.map((_, m) => pointOf(pool.outcomes, () => m));
  const bestIndex = argmax(single.map(({ quality }) => quality));
  const best = single[bestIndex] ?? { cost: 0, quality: 0 };
  const range = { low: Math.min(...single.map(costOf)), high: Math.max(...single.map(costOf)) };
  const rowOf = (id: string, title: string, points: readonly Point[]): OfflineRow => {
    const hull = hullOf(points);
    return {
      ...{ id, title, saved95: saved(hull, best, 0.95), saved100: saved(hull, best, 1) },
      aiq: areaOf(hull, range),
    };
  };
  const learned = PREDICTORS.map(({ id, title, train }) => {
    const predict = crossFitted(pool, training, (rows) => train(pool, rows));
    const points = LAMBDAS.map((lambda) => pointOf(pool.outcomes, (row) => choice(predict(row), lambda)));
    return rowOf(id, title, [...points, ...single]);
  });
  const oracle = LAMBDAS.map((lambda) =>
    pointOf(pool.outcomes, (row) =>
      argmax(row.quality.map((quality, m) => quality - lambda * (row.cost[m] ?? 0))),
    ),
  );
  return {
    name: pool.name,
    best: { model: pool.models[bestIndex] ?? "", ...best },
    rows: [
      rowOf("mix", "best mix of single models", single),
      ...learned,
      rowOf("oracle", "oracle per prompt", oracle),
    ],
  };
}

const costOf = ({ cost }: Point): number => cost;

/** Predictions that have not seen the prompt they are for. */
export function crossFitted(
  pool: Pool,
  training: Pool | null,
  train: (rows: readonly Outcome[]) => Predict,
): Predict {
  if (training !== null) return train(training.outcomes);
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    train(pool.outcomes.filter((row) => foldOf(row) !== fold)),
  );
  return (row) => folds[foldOf(row)]?.(row) ?? [];
}

function foldOf({ id }: Outcome): number {
  return hash(id) % FOLDS;
}

function choice(expected: readonly { quality: number; cost: number }[], lambda: number): number {
  return argmax(expected.map(({ quality, cost }) => quality - lambda * cost));
}

function pointOf(rows: readonly Outcome[], choose: (row: Outcome) => number): Point {
  let [cost, quality] = [0, 0];
  for (const row of rows) {
    const m = choose(row);
    cost += (row.cost[m] ?? 0) / rows.length;
    quality += (row.quality[m] ?? 0) / rows.length;
  }
  return { cost, quality };
}

export function argmax(values: readonly number[]): number {
  let best = 0;
  for (let index = 1; index < values.length; index++)
    if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  return best;
}

/** What mixtures reach: the upper convex hull, as far as it rises. */
function hullOf(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a.cost - b.cost || b.quality - a.quality);
  const hull: Point[] = [];
  for (const point of sorted) {
    const last = hull.at(-1);
    if (last !== undefined && point.quality <= last.quality) continue;
    while (hull.length >= 2 && !turnsDown(hull.at(-2), hull.at(-1), point)) hull.pop();
    hull.push(point);
  }
  return hull;
}

function turnsDown(a: Point | undefined, b: Point | undefined, c: Point): boolean {
  if (a === undefined || b === undefined) return true;
  return (b.quality - a.quality) * (c.cost - a.cost) > (c.quality - a.quality) * (b.cost - a.cost);
}

function saved(hull: readonly Point[], best: Point, share: number): number | null {
  const wanted = share * best.quality;
  for (const [index, point] of hull.entries()) {
    if (point.quality < wanted - 1e-12) continue;
    const before = hull[index - 1];
    if (before === undefined) return 1 - point.cost / best.cost;
    const part = (wanted - before.quality) / (point.quality - before.quality);
    return 1 - (before.cost + part * (point.cost - before.cost)) / best.cost;
  }
  return null;
}

const STEPS = 1_000;

function areaOf(hull: readonly Point[], { low, high }: { low: number; high: number }): number {
  let sum = 0;
  for (let step = 0; step < STEPS; step++)
    sum += qualityAt(hull, low + ((step + 0.5) / STEPS) * (high - low)) / STEPS;
  return sum;
}

function qualityAt(hull: readonly Point[], cost: number): number {
  let before: Point | undefined;
  for (const point of hull) {
    if (point.cost > cost) {
      if (before === undefined) return point.quality;
      const part = (cost - before.cost) / (point.cost - before.cost);
      return before.quality + part * (point.quality - before.quality);
    }
    before = point;
  }
  return before?.quality ?? 0;
}
