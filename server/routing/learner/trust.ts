import type { FitContext } from "./fit";
import { SIGNALS } from "./learner-types";
import { add, at, byteAt, indexAt, medianOf } from "./vector";

const J = SIGNALS.length;
/** A group that has said little counts as so many observations that are as expected. */
const BENEFIT = 3;
/** How steeply a group counts less: one that lies twice as far as usual has a sixteenth of its weight. */
const STEEPNESS = 4;

/**
 * How far a tenant's rows are from what the model expects: squares of its noise and of its own effects, each over its
 * variance. About as many as it has observations if it is like those that the model describes, and many times that if it
 * praises what others complain of. Only users' scores have one scale for all: how high another signal lies in a task is
 * the customer's own affair, and only how it tells models apart counts.
 */
export function addMisfit(context: FitContext, t: number): void {
  const { design, x, evidence, config, deviations } = context;
  const M = design.models.length;
  const [fromBlock, toBlock] = [indexAt(design.blockOf, t), indexAt(design.blockOf, t + 1)];
  let [sum, cells, models] = [0, 0, 0];
  for (let b = fromBlock; b < toBlock; b++)
    sum += blockMisfit(context, b) + at(evidence.levelPrecision, 0) * at(x.blockLevel, b * J) ** 2;
  for (let i = indexAt(design.cellOf, fromBlock); i < indexAt(design.cellOf, toBlock); i++)
    cells += at(x.e, i) ** 2;
  for (let m = 0; m < M; m++) models += at(x.a, t * M + m) ** 2;
  sum += at(evidence.levelPrecision, 0) * at(x.tenantLevel, t * J) ** 2;
  sum += cells / config.tenantCellVariance + models / config.tenantModelVariance;
  add(deviations, indexAt(evidence.groupOf, t), sum);
}

function blockMisfit({ design, x, evidence, rest, own, scratch }: FitContext, b: number): number {
  const { sum, weight } = scratch;
  sum.fill(0);
  weight.fill(0);
  let squares = 0;
  const to = indexAt(design.observationOf, indexAt(design.cellOf, b + 1));
  for (let o = indexAt(design.observationOf, indexAt(design.cellOf, b)); o < to; o++) {
    const j = byteAt(design.signal, o);
    const precision = at(evidence.observationPrecision, o);
    const level = j === 0 ? at(x.ownLevel, b * J) : 0;
    const left = at(rest, o) - at(own, indexAt(design.cellIndex, o)) - level;
    squares += precision * left ** 2;
    add(sum, j, precision * left);
    add(weight, j, precision);
  }
  for (let j = 1; j < J; j++) if (at(weight, j) > 0) squares -= at(sum, j) ** 2 / at(weight, j);
  return squares;
}

/**
 * What each group counts for, by how far all of its rows are from what is expected; 1 where they are as usual. Where most
 * groups are far from it, it is the benchmark that is wrong, and they are the ones to be believed.
 */
export function weighGroups({ evidence, config, deviations, trust }: FitContext): void {
  for (let group = 0; group < trust.length; group++) {
    const contrasts = indexAt(evidence.groupContrasts, group);
    deviations[group] = (at(deviations, group) + BENEFIT) / (contrasts + BENEFIT);
  }
  const heard = deviations.filter((_, group) => indexAt(evidence.groupContrasts, group) > 0);
  const usual = config.deviationUsual * Math.max(1, medianOf(heard));
  for (let group = 0; group < trust.length; group++) {
    const deviation = at(deviations, group);
    trust[group] = deviation <= usual ? 1 : (usual / deviation) ** STEEPNESS;
  }
  deviations.fill(0);
}
