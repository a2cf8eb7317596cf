import type { Design } from "./design";
import type { Evidence } from "./evidence";
import { SIGNALS } from "./learner-types";
import { at, indexAt, type Vector, zeros } from "./vector";

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
  /** By block × signal: both levels of the tenant together. */
  ownLevel: Vector;
  /** Shared evidence by category × model: precision, the same by NPS and by all other signals alone. */
  precision: Vector;
  npsPrecision: Vector;
  proxyPrecision: Vector;
  /** Whether enough groups and sessions stand behind a shared cell for it to be used. */
  isReleased: Uint8Array;
  groups: Int32Array;
  sessions: Vector;
}

export function emptySolution(design: Design, { groupCount, sessions }: Evidence): Solution {
  const shared = design.mu0.length;
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
    ownLevel: zeros(design.blockCategory.length * J),
    precision: zeros(shared),
    npsPrecision: zeros(shared),
    proxyPrecision: zeros(shared),
    isReleased: new Uint8Array(shared),
    groups: groupCount,
    sessions,
  };
}

interface Previous {
  design: Design;
  solution: Solution;
}

/** What was learned before, laid out for a newer design; what is new starts at zero. */
export function carrySolution(design: Design, evidence: Evidence, previous: Previous): Solution {
  const next = emptySolution(design, evidence);
  const from = previous.solution;
  const models = positions(design.models, previous.design.models);
  const categories = positions(design.categories, previous.design.categories);
  const [M, oldM] = [design.models.length, previous.design.models.length];
  const [C, oldC] = [design.categories.length, previous.design.categories.length];
  for (const [m, oldModel] of models.entries()) {
    if (oldModel < 0) continue;
    next.g[m] = at(from.g, oldModel);
    for (let j = 0; j < J; j++) next.d[j * M + m] = at(from.d, j * oldM + oldModel);
    for (const [c, oldCategory] of categories.entries()) {
      if (oldCategory < 0) continue;
      const [cell, oldCell] = [c * M + m, oldCategory * oldM + oldModel];
      next.theta[cell] = at(from.theta, oldCell);
      next.precision[cell] = at(from.precision, oldCell);
    }
  }
  for (const [c, oldCategory] of categories.entries())
    if (oldCategory >= 0)
      for (let j = 0; j < J; j++)
        next.categoryLevel[j * C + c] = at(from.categoryLevel, j * oldC + oldCategory);
  const oldTenants = new Map(previous.design.tenants.map(({ tenantId }, index) => [tenantId, index]));
  for (const [t, { tenantId }] of design.tenants.entries()) {
    const old = oldTenants.get(tenantId);
    if (old !== undefined) carryTenant(design, next, previous, { t, old, models, categories });
  }
  return next;
}

interface CarriedTenant {
  /** Its place now and before; and where each model and category stood before. */
  t: number;
  old: number;
  models: Int32Array;
  categories: Int32Array;
}

function carryTenant(design: Design, next: Solution, previous: Previous, carried: CarriedTenant): void {
  const { design: before, solution: from } = previous;
  const { t, old, models, categories } = carried;
  const [M, oldM] = [design.models.length, before.models.length];
  for (const [m, oldModel] of models.entries())
    if (oldModel >= 0) next.a[t * M + m] = at(from.a, old * oldM + oldModel);
  for (let j = 0; j < J; j++) next.tenantLevel[t * J + j] = at(from.tenantLevel, old * J + j);
  // Both lists are in order, so one walk over them finds what was there before.
  let oldBlock = indexAt(before.blockOf, old);
  const end = indexAt(before.blockOf, old + 1);
  for (let b = indexAt(design.blockOf, t); b < indexAt(design.blockOf, t + 1); b++) {
    const wanted = indexAt(categories, indexAt(design.blockCategory, b));
    if (wanted < 0) continue;
    while (oldBlock < end && indexAt(before.blockCategory, oldBlock) < wanted) oldBlock += 1;
    if (oldBlock === end || indexAt(before.blockCategory, oldBlock) !== wanted) continue;
    for (let j = 0; j < J; j++) next.blockLevel[b * J + j] = at(from.blockLevel, oldBlock * J + j);
    carryCells({ design, next, b }, { before, from, oldBlock }, models);
  }
}

function carryCells(
  { design, next, b }: { design: Design; next: Solution; b: number },
  { before, from, oldBlock }: { before: Design; from: Solution; oldBlock: number },
  models: Int32Array,
): void {
  let old = indexAt(before.cellOf, oldBlock);
  const end = indexAt(before.cellOf, oldBlock + 1);
  for (let i = indexAt(design.cellOf, b); i < indexAt(design.cellOf, b + 1); i++) {
    const wanted = indexAt(models, indexAt(design.cellModel, i));
    if (wanted < 0) continue;
    while (old < end && indexAt(before.cellModel, old) < wanted) old += 1;
    if (old < end && indexAt(before.cellModel, old) === wanted) next.e[i] = at(from.e, old);
  }
}

/** Where each name stood before; -1 for a new one. */
function positions(names: readonly string[], old: readonly string[]): Int32Array {
  const oldIndex = new Map(old.map((name, index) => [name, index]));
  return Int32Array.from(names, (name) => oldIndex.get(name) ?? -1);
}
