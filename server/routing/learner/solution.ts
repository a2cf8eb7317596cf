import type { Design } from "./design";
import { SIGNALS } from "./learner-types";
import { at, type Vector, zeros } from "./vector";

const J = SIGNALS.length;

/** The effects of ROUTING section 6.2, by index of the design. */
export interface Solution {
  /** Shared: category × model deviation from the prior, and model deviation. */
  theta: Vector;
  g: Vector;
  /** Shared: bias of a signal towards a model (signal × model), level of a signal in a category (signal × category). */
  d: Vector;
  categoryLevel: Vector;
  /** A tenant's own: tenant × model, cell, tenant × signal, block × signal. */
  a: Vector;
  e: Vector;
  tenantLevel: Vector;
  blockLevel: Vector;
  /** Shared evidence by category × model: precision, the same by NPS and by all other signals alone. */
  precision: Vector;
  npsPrecision: Vector;
  proxyPrecision: Vector;
  /** Whether enough groups and sessions stand behind a shared cell for it to be used. */
  isReleased: Uint8Array;
  groups: Int32Array;
  sessions: Vector;
}

export function emptySolution(design: Design): Solution {
  const shared = design.categories.length * design.models.length;
  const tenants = design.tenants.length;
  return {
    theta: zeros(shared),
    g: zeros(design.models.length),
    d: zeros(J * design.models.length),
    categoryLevel: zeros(J * design.categories.length),
    a: zeros(tenants * design.models.length),
    e: zeros(design.cellModel.length),
    tenantLevel: zeros(tenants * J),
    blockLevel: zeros(design.blockCategory.length * J),
    precision: zeros(shared),
    npsPrecision: zeros(shared),
    proxyPrecision: zeros(shared),
    isReleased: new Uint8Array(shared),
    groups: new Int32Array(shared),
    sessions: zeros(shared),
  };
}

/** What was learned before, laid out for a newer design; what is new starts at zero. */
export function carrySolution(design: Design, previous: { design: Design; solution: Solution }): Solution {
  const next = emptySolution(design);
  const from = previous.solution;
  const models = positions(design.models, previous.design.models);
  const categories = positions(design.categories, previous.design.categories);
  const [M, oldM] = [design.models.length, previous.design.models.length];
  const [C, oldC] = [design.categories.length, previous.design.categories.length];
  for (const [m, oldModel] of models) {
    next.g[m] = at(from.g, oldModel);
    for (let j = 0; j < J; j++) next.d[j * M + m] = at(from.d, j * oldM + oldModel);
    for (const [c, oldCategory] of categories) {
      const [cell, oldCell] = [c * M + m, oldCategory * oldM + oldModel];
      next.theta[cell] = at(from.theta, oldCell);
      next.precision[cell] = at(from.precision, oldCell);
    }
  }
  for (const [c, oldCategory] of categories)
    for (let j = 0; j < J; j++)
      next.categoryLevel[j * C + c] = at(from.categoryLevel, j * oldC + oldCategory);
  carryTenants(design, next, previous, models, categories);
  return next;
}

function carryTenants(
  design: Design,
  next: Solution,
  { design: old, solution: from }: { design: Design; solution: Solution },
  models: ReadonlyMap<number, number>,
  categories: ReadonlyMap<number, number>,
): void {
  const oldTenants = new Map(old.tenants.map(({ tenantId }, index) => [tenantId, index]));
  const [M, oldM] = [design.models.length, old.models.length];
  for (const [t, { tenantId }] of design.tenants.entries()) {
    const oldTenant = oldTenants.get(tenantId);
    if (oldTenant === undefined) continue;
    for (const [m, oldModel] of models) next.a[t * M + m] = at(from.a, oldTenant * oldM + oldModel);
    for (let j = 0; j < J; j++) next.tenantLevel[t * J + j] = at(from.tenantLevel, oldTenant * J + j);
    const oldBlocks = new Map<number, number>();
    for (let b = at(old.blockOf, oldTenant); b < at(old.blockOf, oldTenant + 1); b++)
      oldBlocks.set(at(old.blockCategory, b), b);
    for (let b = at(design.blockOf, t); b < at(design.blockOf, t + 1); b++) {
      const oldBlock = oldBlocks.get(categories.get(at(design.blockCategory, b)) ?? -1);
      if (oldBlock === undefined) continue;
      for (let j = 0; j < J; j++) next.blockLevel[b * J + j] = at(from.blockLevel, oldBlock * J + j);
      const oldCells = new Map<number, number>();
      for (let i = at(old.cellOf, oldBlock); i < at(old.cellOf, oldBlock + 1); i++)
        oldCells.set(at(old.cellModel, i), i);
      for (let i = at(design.cellOf, b); i < at(design.cellOf, b + 1); i++) {
        const oldCell = oldCells.get(models.get(at(design.cellModel, i)) ?? -1);
        if (oldCell !== undefined) next.e[i] = at(from.e, oldCell);
      }
    }
  }
}

function positions(names: readonly string[], old: readonly string[]): Map<number, number> {
  const oldIndex = new Map(old.map((name, index) => [name, index]));
  return new Map(
    names.flatMap((name, index) => {
      const before = oldIndex.get(name);
      return before === undefined ? [] : [[index, before] as const];
    }),
  );
}
