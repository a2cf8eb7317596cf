import { type LearnerConfig, type Prior, SIGNALS, type TenantStatistics } from "./learner-types";
import { add, at, type Vector, zeros } from "./vector";

const J = SIGNALS.length;

/**
 * All statistics as dense vectors. Tenants come sorted by group and id, cells of a tenant sorted by category and
 * model, so that the same rows always give the same sums in the same order, bit by bit.
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
  /** By cell and signal: sum of weights, and mean reward on the scale of NPS/10. */
  n: Vector;
  y: Vector;
  /** By category × model. */
  mu0: Vector;
  cellVariance: Vector;
  /** By category × model: groups that add to the shared cell. */
  groups: Int32Array;
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
  const cells = sorted.map((tenant) => cellsOf(tenant, categories, models));
  const count = cells.reduce((sum, own) => sum + own.length, 0);
  const blocks = cells.map((own) => new Set(own.map(({ category }) => category)).size);
  const design: Design = {
    categories,
    models,
    tenants: sorted.map(({ tenantId, groupId, tier, isReadOnly }) => ({
      tenantId,
      groupId,
      tier,
      isReadOnly,
    })),
    blockOf: offsets(blocks),
    cellOf: new Int32Array(blocks.reduce((sum, own) => sum + own, 0) + 1),
    blockCategory: new Int32Array(blocks.reduce((sum, own) => sum + own, 0)),
    cellModel: new Int32Array(count),
    n: zeros(count * J),
    y: zeros(count * J),
    groups: groupsByCell(sorted, cells, categories.length * models.length, models.length),
    ...priorVectors(categories, models, prior, config),
  };
  fill(design, cells, config);
  return design;
}

interface Cell {
  category: number;
  model: number;
  n: number[];
  s: number[];
}

function cellsOf(
  tenant: TenantStatistics,
  categories: readonly string[],
  models: readonly string[],
): readonly Cell[] {
  const categoryIndex = new Map(categories.map((name, index) => [name, index]));
  const modelIndex = new Map(models.map((name, index) => [name, index]));
  const cells = new Map<number, Cell>();
  const rows = tenant.rows.toSorted((a, b) => SIGNALS.indexOf(a.signal) - SIGNALS.indexOf(b.signal));
  for (const row of rows) {
    const category = categoryIndex.get(row.category);
    const model = modelIndex.get(row.model);
    if (category === undefined || model === undefined || !(row.n > 0)) continue;
    const key = category * models.length + model;
    const cell = cells.get(key) ?? { category, model, n: Array(J).fill(0), s: Array(J).fill(0) };
    cells.set(key, cell);
    const j = SIGNALS.indexOf(row.signal);
    cell.n[j] = (cell.n[j] ?? 0) + row.n;
    cell.s[j] = (cell.s[j] ?? 0) + row.s;
  }
  return [...cells.values()].sort((a, b) => a.category - b.category || a.model - b.model);
}

function groupsByCell(
  tenants: readonly TenantStatistics[],
  cells: readonly (readonly Cell[])[],
  size: number,
  modelCount: number,
): Int32Array {
  const groups = new Int32Array(size);
  const counted = new Set<number>();
  for (const [t, { groupId, isReadOnly }] of tenants.entries()) {
    if (groupId !== tenants[t - 1]?.groupId) counted.clear();
    if (isReadOnly) continue;
    for (const { category, model } of cells[t] ?? []) {
      const cell = category * modelCount + model;
      if (!counted.has(cell)) groups[cell] = at(groups, cell) + 1;
      counted.add(cell);
    }
  }
  return groups;
}

function fill(design: Design, cells: readonly (readonly Cell[])[], config: LearnerConfig): void {
  let at = 0;
  let block = -1;
  for (const own of cells) {
    let category = -1;
    for (const cell of own) {
      if (cell.category !== category) {
        category = cell.category;
        block += 1;
        design.blockCategory[block] = category;
        design.cellOf[block] = at;
      }
      design.cellModel[at] = cell.model;
      for (const [j, signal] of SIGNALS.entries()) {
        const n = cell.n[j] ?? 0;
        design.n[at * J + j] = n;
        design.y[at * J + j] = n > 0 ? (config.scale[signal] * (cell.s[j] ?? 0)) / n : 0;
      }
      at += 1;
    }
  }
  design.cellOf[block + 1] = at;
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
      add(mu0, c * models.length + m, prior.mean(category, model));
      cellVariance[c * models.length + m] =
        prior.cellVariance?.(category, model) ?? (isKnown ? config.cellVariance : config.unknownVariance);
    }
  }
  return { mu0, cellVariance, modelVariance };
}

function offsets(sizes: readonly number[]): Int32Array {
  const starts = new Int32Array(sizes.length + 1);
  for (const [index, size] of sizes.entries()) starts[index + 1] = at(starts, index) + size;
  return starts;
}

/** By code units, not by locale: the order has to be the same on every machine. */
function byGroupAndId(a: TenantStatistics, b: TenantStatistics): number {
  if (a.groupId !== b.groupId) return a.groupId < b.groupId ? -1 : 1;
  return a.tenantId < b.tenantId ? -1 : a.tenantId > b.tenantId ? 1 : 0;
}
