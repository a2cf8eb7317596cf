import { SIGNALS, type StatisticsRow } from "./learner-types";
import { add, at, type Vector, zeros } from "./vector";

const J = SIGNALS.length;
const SIGNAL_INDEX: ReadonlyMap<string, number> = new Map(SIGNALS.map((name, j) => [name, j]));

/** One project's sums without objects: cells by category and model, the observations of a cell by signal. */
export interface FlatRows {
  categories: readonly string[];
  models: readonly string[];
  cellCategory: Int32Array;
  cellModel: Int32Array;
  /** Observations of cell i: observationOf[i] … observationOf[i+1]. */
  observationOf: Int32Array;
  signal: Uint8Array;
  n: Vector;
  s: Vector;
}

const kept = new WeakMap<readonly StatisticsRow[], FlatRows>();

/** Rows never change once they are handed over, so what was made of them holds for the next refit. */
export function flatRows(rows: readonly StatisticsRow[]): FlatRows {
  const known = kept.get(rows);
  if (known !== undefined) return known;
  const flat = flatten(rows);
  kept.set(rows, flat);
  return flat;
}

function flatten(rows: readonly StatisticsRow[]): FlatRows {
  const some = rows.filter(({ n }) => n > 0);
  const [categories, categoryOf] = named(some, ({ category }) => category);
  const [models, modelOf] = named(some, ({ model }) => model);
  const [M, size] = [models.length, categories.length * models.length];
  const [n, s, isSeen] = [zeros(size * J), zeros(size * J), new Uint8Array(size * J)];
  for (const [index, row] of some.entries()) {
    const cell = (categoryOf[index] ?? 0) * M + (modelOf[index] ?? 0);
    const place = cell * J + (SIGNAL_INDEX.get(row.signal) ?? 0);
    isSeen[place] = 1;
    add(n, place, row.n);
    add(s, place, row.s);
  }
  return compacted({ categories, models }, { n, s, isSeen });
}

function compacted(
  names: Pick<FlatRows, "categories" | "models">,
  { n, s, isSeen }: { n: Vector; s: Vector; isSeen: Uint8Array },
): FlatRows {
  const observations = isSeen.reduce((sum, one) => sum + one, 0);
  const flat = {
    ...names,
    cellCategory: new Int32Array(observations),
    cellModel: new Int32Array(observations),
    observationOf: new Int32Array(observations + 1),
    ...{ signal: new Uint8Array(observations), n: zeros(observations), s: zeros(observations) },
  };
  const M = names.models.length;
  let [cells, last, o] = [0, -1, 0];
  for (let place = 0; place < isSeen.length; place++) {
    if (isSeen[place] !== 1) continue;
    const cell = (place / J) | 0;
    if (cell !== last) {
      flat.cellCategory[cells] = (cell / M) | 0;
      flat.cellModel[cells] = cell % M;
      flat.observationOf[cells++] = o;
      last = cell;
    }
    flat.signal[o] = place % J;
    flat.n[o] = at(n, place);
    flat.s[o++] = at(s, place);
  }
  flat.observationOf[cells] = o;
  return {
    ...flat,
    cellCategory: flat.cellCategory.subarray(0, cells),
    cellModel: flat.cellModel.subarray(0, cells),
    observationOf: flat.observationOf.subarray(0, cells + 1),
  };
}

/** The names of some rows in order, by code units, and the place of each row's name among them. */
function named(
  rows: readonly StatisticsRow[],
  nameOf: (row: StatisticsRow) => string,
): [readonly string[], Int32Array] {
  const seen = new Map<string, number>();
  const first = new Int32Array(rows.length);
  for (const [index, row] of rows.entries()) {
    const name = nameOf(row);
    const known = seen.get(name);
    first[index] = known ?? seen.size;
    if (known === undefined) seen.set(name, seen.size);
  }
  const names = [...seen.keys()].sort();
  const placeOf = new Map(names.map((name, place) => [name, place]));
  const places = [...seen.keys()].map((name) => placeOf.get(name) ?? 0);
  return [names, first.map((index) => places[index] ?? 0)];
}
