import type { Design } from "./design";
import type { FitContext } from "./fit";
import { type LearnerConfig, SIGNALS } from "./learner-types";
import { add, at, byteAt, clamp, indexAt, type Vector, zeros } from "./vector";

const J = SIGNALS.length;

/** Sums by shared cell: precision, the part of NPS and of all else, precision × value. */
interface Pool {
  precision: Vector;
  nps: Vector;
  proxy: Vector;
  sum: Vector;
}

/** Step 3 and 4: bounded contributions of all groups into the shared cells, then the cells and the models. */
export function fitShared(context: FitContext): void {
  const size = context.x.theta.length;
  const pools = { free: emptyPool(size), paid: emptyPool(size) };
  const largest = zeros(size);
  addGroups(context, pools, largest);
  mergePools(context, pools, largest);
  fitCells(context, pools.paid.sum);
}

/** Adds every group as far as it is trusted, bounded to its share of what was there after the last sweep. */
function addGroups(
  { x, evidence, config, slotSum, trust }: FitContext,
  pools: { free: Pool; paid: Pool },
  largest: Vector,
): void {
  for (const [group, { tier }] of evidence.groups.entries()) {
    const pool = pools[tier];
    const [from, to] = [indexAt(evidence.slotsOf, group), indexAt(evidence.slotsOf, group + 1)];
    for (let k = from; k < to; k++) {
      const key = indexAt(evidence.slotKey, k);
      const precision = at(evidence.slotWeight, k);
      const share = groupShareOf(indexAt(evidence.groupCount, key), config);
      const cap = Math.max(config.groupWeightFloor, share * at(x.precision, key));
      const factor = at(trust, group) * Math.min(1, cap / precision);
      add(pool.precision, key, factor * precision);
      add(pool.sum, key, factor * (at(slotSum, k) + precision * at(x.theta, key)));
      add(pool.nps, key, factor * at(evidence.slotNps, k));
      add(pool.proxy, key, factor * at(evidence.slotProxy, k));
      largest[key] = Math.max(at(largest, key), factor * precision);
    }
  }
  slotSum.fill(0);
}

/** Of few groups each has a larger part: bounded below an equal one, they would hold each other down to nothing. */
function groupShareOf(groups: number, { groupShareMax, groupShareOfEqual }: LearnerConfig): number {
  return Math.max(groupShareMax, groupShareOfEqual / Math.max(1, groups));
}

/** Free-tier groups together are bounded in the same way; the result is left in `paid`. */
function mergePools(
  { x, evidence, config }: FitContext,
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
      indexAt(evidence.groupCount, cell) >= config.groupsMin &&
      at(evidence.sessions, cell) >= config.sessionsMin &&
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
      if (byteAt(x.isReleased, cell) === 0) {
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
  const { design, x, evidence, config } = context;
  const [M, C] = [design.models.length, design.categories.length];
  const { groupsMin, judgeBiasSd, categoryLevelSd } = config;
  tabulateShared(context);
  const bias = biasSums(context);
  const moved = zeros(x.d.length);
  // NPS is what all else is biased against.
  for (let k = M; k < J * M; k++) {
    const weight = at(bias.weight, k);
    const before = at(x.d, k);
    const isHeard = indexAt(evidence.biasGroups, k) >= groupsMin;
    x.d[k] = isHeard ? (at(bias.sum, k) + weight * before) / (weight + 1 / judgeBiasSd ** 2) : 0;
    moved[k] = at(x.d, k) - before;
  }
  const level = levelSums(context, moved);
  for (let k = 0; k < J * C; k++) {
    const weight = at(level.weight, k);
    const isHeard = indexAt(evidence.levelGroups, k) >= groupsMin;
    const sum = at(level.sum, k) + weight * at(x.categoryLevel, k);
    x.categoryLevel[k] = isHeard ? sum / (weight + 1 / categoryLevelSd ** 2) : 0;
  }
  tabulateShared(context);
}

interface SignalSums {
  sum: Vector;
  weight: Vector;
}

/** By signal, category and model: all that is shared, so that the sweeps look it up once for an observation. */
export function tabulateShared({ design, x, shared }: Pick<FitContext, "design" | "x" | "shared">): void {
  const [M, C] = [design.models.length, design.categories.length];
  for (let j = 0; j < J; j++)
    for (let c = 0; c < C; c++)
      for (let m = 0; m < M; m++)
        shared[(j * C + c) * M + m] =
          at(x.theta, c * M + m) + at(x.d, j * M + m) + at(x.categoryLevel, j * C + c);
}

/** How far biases are from explaining what is left once all else is taken off; that is kept for the levels. */
function biasSums(context: FitContext): SignalSums {
  const { x, design, evidence, config, rest, own, shared, trusted } = context;
  const sums = { sum: zeros(x.d.length), weight: zeros(x.d.length) };
  for (let t = 0; t < design.tenants.length; t++) {
    const trust = at(context.trust, indexAt(evidence.groupOf, t));
    const to = observationsOf(design, t + 1);
    for (let o = observationsOf(design, t); o < to; o++) {
      const known = at(own, indexAt(design.cellIndex, o)) + at(x.ownLevel, indexAt(design.blockSignal, o));
      const left = at(evidence.deviation, o) - at(shared, indexAt(evidence.sharedKey, o)) - known;
      const weight = trust * at(evidence.signalWeight, o);
      rest[o] = left;
      trusted[o] = weight;
      add(sums.sum, indexAt(evidence.biasKey, o), weight * clamp(left, config.signalClip));
      add(sums.weight, indexAt(evidence.biasKey, o), weight);
    }
  }
  return sums;
}

function levelSums({ design, x, evidence, config, rest, trusted }: FitContext, moved: Vector): SignalSums {
  const sums = { sum: zeros(x.categoryLevel.length), weight: zeros(x.categoryLevel.length) };
  for (let o = 0; o < design.n.length; o++) {
    const left = clamp(at(rest, o) - at(moved, indexAt(evidence.biasKey, o)), config.signalClip);
    add(sums.sum, indexAt(evidence.levelKey, o), at(trusted, o) * left);
    add(sums.weight, indexAt(evidence.levelKey, o), at(trusted, o));
  }
  return sums;
}

/** Where a tenant's observations start. */
function observationsOf(design: Design, t: number): number {
  return indexAt(design.observationOf, indexAt(design.cellOf, indexAt(design.blockOf, t)));
}

function emptyPool(size: number): Pool {
  return { precision: zeros(size), nps: zeros(size), proxy: zeros(size), sum: zeros(size) };
}
