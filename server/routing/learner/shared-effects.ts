import type { Design } from "./design";
import { type LearnerConfig, SIGNALS } from "./learner-types";
import type { Solution } from "./solution";
import { cellEvidence, type Variances } from "./tenant-effects";
import { add, at, clamp, type Vector, zeros } from "./vector";

const J = SIGNALS.length;

export interface FitContext {
  design: Design;
  x: Solution;
  variances: Variances;
  config: LearnerConfig;
}

/** Sums by shared cell: precision, the part of NPS and of all else, precision × value. */
interface Pool {
  precision: Vector;
  nps: Vector;
  proxy: Vector;
  sum: Vector;
}

/** Step 3 and 4: bounded contributions of all groups into the shared cells, then the cells and the models. */
export function fitShared(context: FitContext): void {
  const { design, x } = context;
  const size = x.theta.length;
  const pools = { free: emptyPool(size), paid: emptyPool(size) };
  const own: Group = { ...emptyPool(size), sessions: zeros(size), cells: [] };
  const largest = zeros(size);
  x.groups.fill(0);
  x.sessions.fill(0);
  for (let from = 0; from < design.tenants.length; ) {
    const first = design.tenants[from];
    let to = from;
    while (to < design.tenants.length && design.tenants[to]?.groupId === first?.groupId)
      addTenant(context, own, to++);
    addGroup(context, own, first?.tier === "paid" ? pools.paid : pools.free, largest);
    from = to;
  }
  mergePools(context, pools, largest);
  fitCells(context, pools.paid.sum);
}

/** One group's contribution before it is bounded: its projects add up. */
interface Group extends Pool {
  sessions: Vector;
  cells: number[];
}

function addTenant({ design, x, variances, config }: FitContext, own: Group, t: number): void {
  if (design.tenants[t]?.isReadOnly !== false) return;
  const M = design.models.length;
  const spread = config.tenantCellVariance + config.tenantModelVariance / 2;
  const evidence = { mean: 0, weight: 0, npsWeight: 0 };
  for (let b = at(design.blockOf, t); b < at(design.blockOf, t + 1); b++) {
    for (let i = at(design.cellOf, b); i < at(design.cellOf, b + 1); i++) {
      const m = at(design.cellModel, i);
      const cell = at(design.blockCategory, b) * M + m;
      cellEvidence(design, x, { t, b, i }, variances, evidence);
      if (evidence.weight === 0) continue;
      if (at(own.precision, cell) === 0) own.cells.push(cell);
      const p = reliability(spread, evidence.weight);
      const theta = at(x.theta, cell);
      const z = theta + clamp(evidence.mean - at(x.a, t * M + m) - theta, config.clip);
      add(own.precision, cell, p);
      add(own.sum, cell, p * z);
      add(own.nps, cell, reliability(spread, evidence.npsWeight));
      add(own.proxy, cell, reliability(spread, evidence.weight - evidence.npsWeight));
      let sessions = 0;
      for (let j = 0; j < J; j++) sessions = Math.max(sessions, at(design.n, i * J + j));
      add(own.sessions, cell, sessions);
    }
  }
}

/** However much a tenant sends, its own deviation remains: precision is bounded by 1 / spread. */
function reliability(spread: number, weight: number): number {
  return weight > 0 ? 1 / (spread + 1 / weight) : 0;
}

/** Adds a group, bounded to its share of what was there after the last sweep, and empties the scratch for the next one. */
function addGroup({ design, x, config }: FitContext, own: Group, pool: Pool, largest: Vector): void {
  for (const cell of own.cells) {
    const precision = at(own.precision, cell);
    const share = groupShareOf(at(design.groups, cell), config);
    const cap = Math.max(config.groupWeightFloor, share * at(x.precision, cell));
    const factor = Math.min(1, cap / precision);
    add(pool.precision, cell, factor * precision);
    add(pool.sum, cell, factor * at(own.sum, cell));
    add(pool.nps, cell, factor * at(own.nps, cell));
    add(pool.proxy, cell, factor * at(own.proxy, cell));
    largest[cell] = Math.max(at(largest, cell), factor * precision);
    x.groups[cell] = at(x.groups, cell) + 1;
    add(x.sessions, cell, at(own.sessions, cell));
    for (const vector of [own.precision, own.sum, own.nps, own.proxy, own.sessions]) vector[cell] = 0;
  }
  own.cells.length = 0;
}

/** Of few groups each has a larger part: bounded below an equal one, they would hold each other down to nothing. */
function groupShareOf(groups: number, { groupShareMax, groupShareOfEqual }: LearnerConfig): number {
  return Math.max(groupShareMax, groupShareOfEqual / Math.max(1, groups));
}

/** Free-tier groups together are bounded in the same way; the result is left in `paid`. */
function mergePools(
  { x, config }: FitContext,
  { free, paid }: { free: Pool; paid: Pool },
  largest: Vector,
): void {
  const ratio = config.freeShareMax < 1 ? config.freeShareMax / (1 - config.freeShareMax) : 1e9;
  for (let cell = 0; cell < x.precision.length; cell++) {
    const fromFree = at(free.precision, cell);
    const cap = Math.max(config.freeWeightFloor, ratio * at(paid.precision, cell));
    const factor = fromFree > cap ? cap / fromFree : 1;
    for (const name of ["precision", "sum", "nps", "proxy"] as const)
      add(paid[name], cell, factor * at(free[name], cell));
    const precision = at(paid.precision, cell);
    const isReleased =
      at(x.groups, cell) >= config.groupsMin &&
      at(x.sessions, cell) >= config.sessionsMin &&
      at(largest, cell) <= config.releaseShareMax * precision;
    x.isReleased[cell] = isReleased && precision > 0 ? 1 : 0;
    x.precision[cell] = precision;
    x.npsPrecision[cell] = at(paid.nps, cell);
    x.proxyPrecision[cell] = at(paid.proxy, cell);
  }
}

function fitCells({ design, x }: FitContext, sum: Vector): void {
  const M = design.models.length;
  for (let m = 0; m < M; m++) {
    const g = at(x.g, m);
    let weighted = 0;
    let weight = 0;
    for (let cell = m; cell < x.theta.length; cell += M) {
      const precision = at(x.precision, cell);
      if (at(x.isReleased, cell) === 0) {
        x.theta[cell] = g;
        continue;
      }
      const variance = at(design.cellVariance, cell);
      x.theta[cell] = g + (at(sum, cell) - precision * g) / (precision + 1 / variance);
      const r = 1 / (variance + 1 / precision);
      weighted += r * (at(sum, cell) / precision);
      weight += r;
    }
    x.g[m] = weighted / (weight + 1 / at(design.modelVariance, m));
  }
}

/**
 * Step 5: how a signal is biased towards a model, then how high it lies in a category. These come after the cells and
 * one after the other: from one common pass the iteration diverges.
 */
export function fitSignals(context: FitContext): void {
  fitBias(context);
  fitCategoryLevels(context);
}

function fitBias(context: FitContext): void {
  const { design, x, config } = context;
  const M = design.models.length;
  const sums = gather(context, J * M, ({ j, m }) => (j === 0 ? -1 : j * M + m));
  for (let k = M; k < J * M; k++)
    x.d[k] = at(sums.groups, k) < config.groupsMin ? 0 : shrunk(sums, k, config.judgeBiasSd);
}

function fitCategoryLevels(context: FitContext): void {
  const { design, x, config } = context;
  const C = design.categories.length;
  const sums = gather(context, J * C, ({ j, c }) => j * C + c);
  for (let k = 0; k < J * C; k++)
    x.categoryLevel[k] = at(sums.groups, k) < config.groupsMin ? 0 : shrunk(sums, k, config.categoryLevelSd);
}

interface Sums {
  residual: Vector;
  weight: Vector;
  groups: Int32Array;
}

function shrunk({ residual, weight }: Sums, k: number, sd: number): number {
  return at(residual, k) / (at(weight, k) + 1 / sd ** 2);
}

/** Sums over all contributing cells of what the effect with index `keyOf` has to explain. */
function gather(
  { design, x, variances, config }: FitContext,
  size: number,
  keyOf: (cell: { j: number; c: number; m: number }) => number,
): Sums {
  const [M, C] = [design.models.length, design.categories.length];
  const sums: Sums = { residual: zeros(size), weight: zeros(size), groups: new Int32Array(size) };
  const isOfModel = size === J * M && keyOf({ j: 0, c: 0, m: 0 }) === -1;
  const lastGroup = new Int32Array(size).fill(-1);
  let group = -1;
  let groupId: string | undefined;
  const key = { j: 0, c: 0, m: 0 };
  for (const [t, tenant] of design.tenants.entries()) {
    if (tenant.groupId !== groupId) {
      groupId = tenant.groupId;
      group += 1;
    }
    if (tenant.isReadOnly) continue;
    for (let b = at(design.blockOf, t); b < at(design.blockOf, t + 1); b++) {
      key.c = at(design.blockCategory, b);
      for (let i = at(design.cellOf, b); i < at(design.cellOf, b + 1); i++) {
        key.m = at(design.cellModel, i);
        const cell = key.c * M + key.m;
        const common = at(design.mu0, cell) + at(x.theta, cell) + at(x.e, i) + at(x.a, t * M + key.m);
        for (key.j = 0; key.j < J; key.j++) {
          const n = at(design.n, i * J + key.j);
          const k = n === 0 ? -1 : keyOf(key);
          if (k === -1) continue;
          const bias = at(x.d, key.j * M + key.m);
          const level = at(x.categoryLevel, key.j * C + key.c);
          const own = at(x.blockLevel, b * J + key.j) + at(x.tenantLevel, t * J + key.j);
          const current = isOfModel ? bias : level;
          const rest = at(design.y, i * J + key.j) - common - own - (isOfModel ? level : bias);
          const weight = 1 / ((variances.noise[key.j] ?? 1) / n + config.tenantCellVariance);
          add(sums.residual, k, weight * (current + clamp(rest - current, config.clip)));
          add(sums.weight, k, weight);
          if (at(lastGroup, k) !== group) sums.groups[k] = at(sums.groups, k) + 1;
          lastGroup[k] = group;
        }
      }
    }
  }
  return sums;
}

function emptyPool(size: number): Pool {
  return { precision: zeros(size), nps: zeros(size), proxy: zeros(size), sum: zeros(size) };
}
