import type { Fit } from "./fit";
import { SIGNALS } from "./learner-types";
import { at } from "./vector";

/**
 * What a fit leaves unexplained in the means of NPS by tenant, category and model: root mean square, weighted by how
 * many scores stand behind each, on the scale of NPS/10. Null without any.
 */
export function fitError({ design, solution: x }: Fit): number | null {
  const [J, M, C] = [SIGNALS.length, design.models.length, design.categories.length];
  let squares = 0;
  let weight = 0;
  for (let t = 0; t < design.tenants.length; t++) {
    for (let b = at(design.blockOf, t); b < at(design.blockOf, t + 1); b++) {
      const c = at(design.blockCategory, b);
      for (let i = at(design.cellOf, b); i < at(design.cellOf, b + 1); i++) {
        const n = at(design.n, i * J);
        if (n === 0) continue;
        const m = at(design.cellModel, i);
        const cell = c * M + m;
        const levels = at(x.categoryLevel, c % C) + at(x.tenantLevel, t * J) + at(x.blockLevel, b * J);
        const mean = at(design.mu0, cell) + at(x.theta, cell) + at(x.a, t * M + m) + at(x.e, i) + levels;
        squares += n * (at(design.y, i * J) - mean) ** 2;
        weight += n;
      }
    }
  }
  return weight === 0 ? null : Math.sqrt(squares / weight);
}
