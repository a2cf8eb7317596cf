import { type FlatRows, flatRows } from "./flat-rows";
import { type LearnerConfig, type Prior, SIGNALS, type TenantStatistics } from "./learner-types";
import { at, byteAt, indexAt, type Vector, zeros } from "./vector";

/**
 * All statistics as dense vectors. Tenants come sorted by group and id, cells of a tenant sorted by category and
 * model, observations of a cell by signal, so that the same rows always give the same sums in the same order, bit by bit.
 */
export interface Design {
  categories: readonly string[];
  models: readonly string[];
  tenants: readonly Pick<TenantStatistics, "tenantId" | "groupId" | "tier" | "isReadOnly">[];
  /** Blocks (a tenant's cells of one category) of tenant t: blockOf[t] … blockOf[t+1]; cells of block b likewise. */
  blockOf: Int32Array;
  cellOf: Int32Array;
  blockCategory: Int32Array;
  cellModel: Int32Array;
  /** By cell: category × model, and its observations, one for each signal that has been heard. */
  cellKey: Int32Array;
  observationOf: Int32Array;
  /** By observation: its signal, cell and block × signal. */
  signal: Uint8Array;
  cellIndex: Int32Array;
  blockSignal: Int32Array;
  /** By observation: sum of weights, and mean reward on the scale of NPS/10. */
  n: Vector;
  y: Vector;
  /** By category × model. */
  mu0: Vector;
  cellVariance: Vector;
  /** By model. */
  modelVariance: Vector;
}

export function buildDesign(
  tenants: readonly TenantStatistics[],
  prior: Prior,
  config: LearnerConfig,
  names: { categories: readonly string[]; models: readonly string[] },
): Design {
  const categories = [...new Set(names.categories)].sort();
  const models = [...new Set(names.models)].sort();
  const sorted = tenants.toSorted(byGroupAndId);
  const sources = sorted.map(({ rows }) => flatRows(rows));
  const cells = sources.reduce((sum, { cellModel }) => sum + cellModel.length, 0);
  const observations = sources.reduce((sum, { n }) => sum + n.length, 0);
  const room: Layout = {
    blockOf: new Int32Array(sorted.length + 1),
    cellOf: new Int32Array(cells + 1),
    blockCategory: new Int32Array(cells),
    cellModel: new Int32Array(cells),
    cellKey: new Int32Array(cells),
    observationOf: new Int32Array(cells + 1),
    signal: new Uint8Array(observations),
    cellIndex: new Int32Array(observations),
    blockSignal: new Int32Array(observations),
    n: zeros(observations),
    y: zeros(observations),
  };
  return {
    categories,
    models,
    tenants: sorted.map(({ tenantId, groupId, tier, isReadOnly }) => ({
      tenantId,
      groupId,
      tier,
      isReadOnly,
    })),
    ...laidOut(room, sources, { categories, models, scales: SIGNALS.map((name) => config.scale[name]) }),
    ...priorVectors(categories, models, prior, config),
  };
}

type Layout = Omit<Design, "categories" | "models" | "tenants" | "mu0" | "cellVariance" | "modelVariance">;

interface Names {
  categories: readonly string[];
  models: readonly string[];
  scales: readonly number[];
}

/** Fills the vectors tenant by tenant; what nobody may ask for is left out, so they may end before their room does. */
function laidOut(room: Layout, sources: readonly FlatRows[], names: Names): Layout {
  const end = { block: 0, cell: 0, observation: 0 };
  const categoryPlaces = placesIn(names.categories);
  const modelPlaces = placesIn(names.models);
  for (const [t, source] of sources.entries()) {
    room.blockOf[t] = end.block;
    const places = { category: categoryPlaces(source.categories), model: modelPlaces(source.models) };
    layTenant(room, source, { places, names, end });
  }
  const { block, cell, observation } = end;
  room.blockOf[sources.length] = block;
  room.cellOf[block] = cell;
  room.observationOf[cell] = observation;
  return {
    blockOf: room.blockOf,
    cellOf: room.cellOf.subarray(0, block + 1),
    blockCategory: room.blockCategory.subarray(0, block),
    cellModel: room.cellModel.subarray(0, cell),
    cellKey: room.cellKey.subarray(0, cell),
    observationOf: room.observationOf.subarray(0, cell + 1),
    signal: room.signal.subarray(0, observation),
    cellIndex: room.cellIndex.subarray(0, observation),
    blockSignal: room.blockSignal.subarray(0, observation),
    n: room.n.subarray(0, observation),
    y: room.y.subarray(0, observation),
  };
}

interface TenantPlace {
  places: { category: Int32Array; model: Int32Array };
  names: Names;
  end: { block: number; cell: number; observation: number };
}

function layTenant(room: Layout, source: FlatRows, { places, names, end }: TenantPlace): void {
  const M = names.models.length;
  let last = -1;
  for (let i = 0; i < source.cellModel.length; i++) {
    const category = indexAt(places.category, indexAt(source.cellCategory, i));
    const model = indexAt(places.model, indexAt(source.cellModel, i));
    if (category < 0 || model < 0) continue;
    if (category !== last) {
      last = category;
      room.blockCategory[end.block] = category;
      room.cellOf[end.block] = end.cell;
      end.block += 1;
    }
    room.cellModel[end.cell] = model;
    room.cellKey[end.cell] = category * M + model;
    room.observationOf[end.cell] = end.observation;
    for (let o = indexAt(source.observationOf, i); o < indexAt(source.observationOf, i + 1); o++) {
      const j = byteAt(source.signal, o);
      room.signal[end.observation] = j;
      room.cellIndex[end.observation] = end.cell;
      room.blockSignal[end.observation] = (end.block - 1) * SIGNALS.length + j;
      room.n[end.observation] = at(source.n, o);
      room.y[end.observation] = ((names.scales[j] ?? 1) * at(source.s, o)) / at(source.n, o);
      end.observation += 1;
    }
    end.cell += 1;
  }
}

/** Where each of some names stands; -1 for one that nobody may ask for. Both lists are sorted, so order is kept. */
function placesIn(names: readonly string[]): (some: readonly string[]) => Int32Array {
  const places = new Map(names.map((name, place) => [name, place]));
  return (some) => Int32Array.from(some, (name) => places.get(name) ?? -1);
}

function priorVectors(
  categories: readonly string[],
  models: readonly string[],
  prior: Prior,
  config: LearnerConfig,
): Pick<Design, "mu0" | "cellVariance" | "modelVariance"> {
  const mu0 = zeros(categories.length * models.length);
  const cellVariance = zeros(mu0.length);
  const modelVariance = zeros(models.length);
  for (const [m, model] of models.entries()) {
    const isKnown = prior.isKnown(model);
    modelVariance[m] =
      prior.modelVariance?.(model) ?? (isKnown ? config.modelVariance : config.unknownVariance);
    for (const [c, category] of categories.entries()) {
      mu0[c * models.length + m] = prior.mean(category, model);
      cellVariance[c * models.length + m] =
        prior.cellVariance?.(category, model) ?? (isKnown ? config.cellVariance : config.unknownVariance);
    }
  }
  return { mu0, cellVariance, modelVariance };
}

/** By code units, not by locale: the order has to be the same on every machine. */
function byGroupAndId(a: TenantStatistics, b: TenantStatistics): number {
  if (a.groupId !== b.groupId) return a.groupId < b.groupId ? -1 : 1;
  return a.tenantId < b.tenantId ? -1 : a.tenantId > b.tenantId ? 1 : 0;
}
