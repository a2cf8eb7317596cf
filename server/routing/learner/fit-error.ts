import type { Fit } from "./fit";
import { SIGNALS } from "./learner-types";
import { at, byteAt, indexAt } from "./vector";

const J = SIGNALS.length;

/**
 * What a fit leaves unexplained in the means of NPS by tenant, category and model: root mean square, weighted by how
 * many scores stand behind each, on the scale of NPS/10. Null without any.
 */
export function fitError({ design, solution: x }: Fit): number | null {
  const M = design.models.length;
  let squares = 0;
  let weight = 0;
  for (let t = 0; t < design.tenants.length; t++) {
    for (let b = indexAt(design.blockOf, t); b < indexAt(design.blockOf, t + 1); b++) {
      const c = indexAt(design.blockCategory, b);
      const levels = at(x.categoryLevel, c) + at(x.tenantLevel, t * J) + at(x.blockLevel, b * J);
      for (let i = indexAt(design.cellOf, b); i < indexAt(design.cellOf, b + 1); i++) {
        const o = indexAt(design.observationOf, i);
        // The first of a cell's observations, where it is one of NPS.
        if (byteAt(design.signal, o) !== 0) continue;
        const m = indexAt(design.cellModel, i);
        const cell = c * M + m;
        const mean = at(design.mu0, cell) + at(x.theta, cell) + at(x.a, t * M + m) + at(x.e, i) + levels;
        squares += at(design.n, o) * (at(design.y, o) - mean) ** 2;
        weight += at(design.n, o);
      }
    }
  }
  return weight === 0 ? null : Math.sqrt(squares / weight);
}
