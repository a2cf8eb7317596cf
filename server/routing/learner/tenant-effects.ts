import type { Design } from "./design";
import { type LearnerConfig, SIGNALS } from "./learner-types";
import type { Solution } from "./solution";
import { at } from "./vector";

const J = SIGNALS.length;

/** Constants of a fit, as vectors by signal. */
export interface Variances {
  noise: readonly number[];
  /** Of a tenant's level, by signal. */
  level: readonly number[];
}

export function variancesOf(config: LearnerConfig): Variances {
  return {
    noise: SIGNALS.map((signal) => config.noise[signal]),
    level: SIGNALS.map((signal) =>
      signal === "nps" ? config.tenantLevelSd.nps ** 2 : config.tenantLevelSd.other ** 2,
    ),
  };
}

/** Step 1: how high a tenant's users score altogether, by signal, and how high in each category. */
export function fitLevels(design: Design, x: Solution, t: number, variances: Variances): void {
  for (let j = 0; j < J; j++) {
    const noise = variances.noise[j] ?? 1;
    const shrink = noise / (variances.level[j] ?? 1);
    let sum = 0;
    let weight = 0;
    for (let b = at(design.blockOf, t); b < at(design.blockOf, t + 1); b++) {
      const { residual, n } = blockResidual(design, x, { t, b, j });
      if (n === 0) {
        x.blockLevel[b * J + j] = 0;
        continue;
      }
      x.blockLevel[b * J + j] = (residual - n * at(x.tenantLevel, t * J + j)) / (n + shrink);
      sum += residual - n * at(x.blockLevel, b * J + j);
      weight += n;
    }
    x.tenantLevel[t * J + j] = weight === 0 ? 0 : sum / (weight + shrink);
  }
}

function blockResidual(
  design: Design,
  x: Solution,
  { t, b, j }: { t: number; b: number; j: number },
): { residual: number; n: number } {
  const M = design.models.length;
  const c = at(design.blockCategory, b);
  const level = at(x.categoryLevel, j * design.categories.length + c);
  let residual = 0;
  let total = 0;
  for (let i = at(design.cellOf, b); i < at(design.cellOf, b + 1); i++) {
    const n = at(design.n, i * J + j);
    if (n === 0) continue;
    const m = at(design.cellModel, i);
    const cell = c * M + m;
    const expected =
      at(design.mu0, cell) + at(x.theta, cell) + at(x.a, t * M + m) + at(x.e, i) + at(x.d, j * M + m) + level;
    residual += n * (at(design.y, i * J + j) - expected);
    total += n;
  }
  return { residual, n: total };
}

/** What a cell says once every level and bias is taken off: deviation from the prior, and its precision. */
export function cellEvidence(
  design: Design,
  x: Solution,
  { t, b, i }: { t: number; b: number; i: number },
  variances: Variances,
  out: { mean: number; weight: number; npsWeight: number },
): void {
  const M = design.models.length;
  const c = at(design.blockCategory, b);
  const m = at(design.cellModel, i);
  const mu0 = at(design.mu0, c * M + m);
  let sum = 0;
  out.weight = 0;
  out.npsWeight = 0;
  for (let j = 0; j < J; j++) {
    const n = at(design.n, i * J + j);
    if (n === 0) continue;
    const weight = n / (variances.noise[j] ?? 1);
    const levels =
      at(x.blockLevel, b * J + j) +
      at(x.tenantLevel, t * J + j) +
      at(x.categoryLevel, j * design.categories.length + c);
    sum += weight * (at(design.y, i * J + j) - mu0 - levels - at(x.d, j * M + m));
    out.weight += weight;
    if (j === 0) out.npsWeight = weight;
  }
  out.mean = out.weight === 0 ? 0 : sum / out.weight;
}

/** Step 2: where a tenant differs from the shared cells, cell by cell and model by model. */
export function fitOffsets(
  design: Design,
  x: Solution,
  t: number,
  { variances, config }: { variances: Variances; config: LearnerConfig },
): void {
  const M = design.models.length;
  const sums = new Map<number, { sum: number; weight: number }>();
  const evidence = { mean: 0, weight: 0, npsWeight: 0 };
  for (let b = at(design.blockOf, t); b < at(design.blockOf, t + 1); b++) {
    const c = at(design.blockCategory, b);
    for (let i = at(design.cellOf, b); i < at(design.cellOf, b + 1); i++) {
      const m = at(design.cellModel, i);
      cellEvidence(design, x, { t, b, i }, variances, evidence);
      const offset = evidence.mean - at(x.theta, c * M + m);
      x.e[i] =
        ((offset - at(x.a, t * M + m)) * evidence.weight) / (evidence.weight + 1 / config.tenantCellVariance);
      const own = sums.get(m) ?? { sum: 0, weight: 0 };
      sums.set(m, own);
      own.sum += evidence.weight * (offset - at(x.e, i));
      own.weight += evidence.weight;
    }
  }
  for (const [m, { sum, weight }] of sums) x.a[t * M + m] = sum / (weight + 1 / config.tenantModelVariance);
}
