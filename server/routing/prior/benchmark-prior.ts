import { SANDBOX_MODELS } from "@/server/contracts/sandbox-models";
import { benchmarkedAs } from "@/server/contracts/task-categories";
import type { Prior } from "../learner/learner-types";
import { BENCHMARKS } from "./benchmark-tables";
import { familyOf } from "./model-families";

/** Changes whenever the same model would get another prior: snapshots of different ones cannot be compared. */
export const PRIOR_VERSION = "1";

/** From quality to the reward that users are expected to give, NPS/10. ROUTING section 6.2, without its latency term. */
const rewardOf = (quality: number): number => 0.3 + 0.6 * quality;

/** An unknown model is taken for a middling one. */
const NEUTRAL_QUALITY = 0.65;
const SWEEPS = 60;
/** A model's strength in one category counts as its strength in general until this much more is measured. */
const CATEGORY_SHRINK = 1;

const logit = (share: number): number => {
  const inside = Math.min(0.98, Math.max(0.02, share));
  return Math.log(inside / (1 - inside));
};
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * How good each family is, measured on different benchmarks by different people: strength of the family plus ease of
 * the benchmark, on the logit scale, so that a hard test does not make the models it was run on look bad.
 */
function fitStrengths(): { strength: Map<string, number>; ease: number[] } {
  const strength = new Map<string, number>();
  const ease = BENCHMARKS.map(() => 0);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const [index, { rows }] of BENCHMARKS.entries())
      ease[index] = mean(rows.map(([family, , quality]) => logit(quality) - (strength.get(family) ?? 0)));
    const sums = new Map<string, number[]>();
    for (const [index, { rows }] of BENCHMARKS.entries())
      for (const [family, , quality] of rows)
        sums.set(family, [...(sums.get(family) ?? []), logit(quality) - (ease[index] ?? 0)]);
    for (const [family, values] of sums) strength.set(family, mean(values));
    const centre = mean([...strength.values()]);
    for (const [family, value] of strength) strength.set(family, value - centre);
  }
  return { strength, ease };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const { strength, ease } = fitStrengths();

/** Deviation of a family in a category from its strength in general, shrunk. */
function categoryStrength(category: string, family: string): number {
  const residuals = BENCHMARKS.flatMap((table, index) => {
    const row =
      table.category === benchmarkedAs(category) ? table.rows.find(([name]) => name === family) : undefined;
    return row === undefined ? [] : [logit(row[2]) - (ease[index] ?? 0) - (strength.get(family) ?? 0)];
  });
  return residuals.reduce((sum, value) => sum + value, 0) / (residuals.length + CATEGORY_SHRINK);
}

/** A benchmark's scores spread further than users' liking does. */
const SPREAD = 0.5;

const known = new Map<string, number>();

function qualityOf(category: string, name: string): number | null {
  const key = `${category}\n${name}`;
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const [provider, model = ""] = splitName(name);
  if (provider === "sandbox") return sandboxQuality(model);
  const family = familyOf(model);
  if (family === null) return null;
  const x = (strength.get(family) ?? 0) + categoryStrength(category, family);
  const quality = sigmoid(logit(NEUTRAL_QUALITY) + SPREAD * x);
  known.set(key, quality);
  return quality;
}

function sandboxQuality(model: string): number | null {
  const documented = SANDBOX_MODELS.get(model)?.quality;
  return documented === undefined ? null : NEUTRAL_QUALITY + SPREAD * (documented - NEUTRAL_QUALITY);
}

function splitName(name: string): [string, string] {
  const slash = name.indexOf("/");
  return [name.slice(0, slash), name.slice(slash + 1)];
}

/**
 * What is believed of a model before any user has spoken. Names are `provider/model`. The sandbox's models have their
 * documented quality, half believed and as open to correction as that of an unknown one: they are fictional.
 */
export const BENCHMARK_PRIOR: Prior = {
  mean: (category, name) => rewardOf(qualityOf(category, name) ?? NEUTRAL_QUALITY),
  isKnown: (name) => familyOf(splitName(name)[1]) !== null && !name.startsWith("sandbox/"),
};
