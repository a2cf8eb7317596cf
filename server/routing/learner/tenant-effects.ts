import type { FitContext } from "./fit";
import { SIGNALS } from "./learner-types";
import { addMisfit } from "./trust";
import { add, at, byteAt, clamp, indexAt, type Vector, zeros } from "./vector";

const J = SIGNALS.length;

/** Sums over one tenant, used again for the next. */
export interface TenantScratch {
  /** By signal: of a block, of a tenant. */
  residual: Vector;
  n: Vector;
  sum: Vector;
  weight: Vector;
  /** By model. */
  modelSum: Vector;
  modelWeight: Vector;
}

export function tenantScratch(models: number): TenantScratch {
  return {
    ...{ residual: zeros(J), n: zeros(J), sum: zeros(J), weight: zeros(J) },
    ...{ modelSum: zeros(models), modelWeight: zeros(models) },
  };
}

/** Step 1: how high a tenant's users score altogether, by signal, and how high in each category. */
export function fitLevels(context: FitContext, t: number): void {
  const { design, x, evidence, scratch } = context;
  const { residual, n, sum, weight } = scratch;
  sum.fill(0);
  weight.fill(0);
  for (let b = indexAt(design.blockOf, t); b < indexAt(design.blockOf, t + 1); b++) {
    addBlock(context, b);
    for (let j = 0; j < J; j++) {
      const count = at(n, j);
      if (count === 0) {
        x.blockLevel[b * J + j] = 0;
        continue;
      }
      const shrink = at(evidence.levelShrink, j);
      const level = (at(residual, j) - count * at(x.tenantLevel, t * J + j)) / (count + shrink);
      x.blockLevel[b * J + j] = level;
      add(sum, j, at(residual, j) - count * level);
      add(weight, j, count);
    }
  }
  for (let j = 0; j < J; j++) {
    const count = at(weight, j);
    x.tenantLevel[t * J + j] = count === 0 ? 0 : at(sum, j) / (count + at(evidence.levelShrink, j));
  }
  for (let k = indexAt(design.blockOf, t) * J; k < indexAt(design.blockOf, t + 1) * J; k++)
    x.ownLevel[k] = at(x.blockLevel, k) + at(x.tenantLevel, t * J + (k % J));
}

/** What a block's observations leave to its levels, by signal. */
function addBlock({ design, shared, evidence, scratch, rest, own }: FitContext, b: number): void {
  const { residual, n } = scratch;
  residual.fill(0);
  n.fill(0);
  const to = indexAt(design.observationOf, indexAt(design.cellOf, b + 1));
  for (let o = indexAt(design.observationOf, indexAt(design.cellOf, b)); o < to; o++) {
    const left = at(evidence.deviation, o) - at(shared, indexAt(evidence.sharedKey, o));
    rest[o] = left;
    const j = byteAt(design.signal, o);
    const count = at(design.n, o);
    add(residual, j, count * (left - at(own, indexAt(design.cellIndex, o))));
    add(n, j, count);
  }
}

/** Step 2: where a tenant differs from the shared cells, cell by cell and model by model. */
export function fitOffsets(context: FitContext, t: number): void {
  const { design, x, evidence, scratch, config, offset, rest } = context;
  const M = design.models.length;
  const { modelSum, modelWeight } = scratch;
  modelSum.fill(0);
  modelWeight.fill(0);
  const from = indexAt(design.cellOf, indexAt(design.blockOf, t));
  const to = indexAt(design.cellOf, indexAt(design.blockOf, t + 1));
  for (let i = from; i < to; i++) {
    let mean = 0;
    const end = indexAt(design.observationOf, i + 1);
    for (let o = indexAt(design.observationOf, i); o < end; o++)
      mean += at(evidence.share, o) * (at(rest, o) - at(x.ownLevel, indexAt(design.blockSignal, o)));
    offset[i] = mean;
    const m = indexAt(design.cellModel, i);
    const cell = (mean - at(x.a, t * M + m)) * at(evidence.cellGain, i);
    x.e[i] = cell;
    const precision = at(evidence.cellPrecision, i);
    add(modelSum, m, precision * (mean - cell));
    add(modelWeight, m, precision);
  }
  const penalty = 1 / config.tenantModelVariance;
  for (let m = 0; m < M; m++) {
    const weight = at(modelWeight, m);
    x.a[t * M + m] = weight === 0 ? 0 : at(modelSum, m) / (weight + penalty);
  }
  ownEffectsOf(context, t);
}

/** Where all tenants differ, as the solution has it now. */
export function ownEffects(context: FitContext): void {
  for (let t = 0; t < context.design.tenants.length; t++) ownEffectsOf(context, t);
}

function ownEffectsOf({ design, x, own }: FitContext, t: number): void {
  const M = design.models.length;
  const to = indexAt(design.cellOf, indexAt(design.blockOf, t + 1));
  for (let i = indexAt(design.cellOf, indexAt(design.blockOf, t)); i < to; i++)
    own[i] = at(x.a, t * M + indexAt(design.cellModel, i)) + at(x.e, i);
}

/** Step 3: how far what a tenant says lies from the shared cells, clipped, into the sums of its group; and how far it all is from what is expected. */
export function addContributions(context: FitContext, t: number): void {
  const { design, x, evidence, config, offset, slotSum } = context;
  if (design.tenants[t]?.isReadOnly !== false) return;
  const M = design.models.length;
  const to = indexAt(design.cellOf, indexAt(design.blockOf, t + 1));
  for (let i = indexAt(design.cellOf, indexAt(design.blockOf, t)); i < to; i++) {
    const beyond = clamp(at(offset, i) - at(x.a, t * M + indexAt(design.cellModel, i)), config.clip);
    add(slotSum, indexAt(evidence.slotOf, i), at(evidence.reliability, i) * beyond);
  }
  addMisfit(context, t);
}
