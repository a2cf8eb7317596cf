import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

/** One prompt with what every model of a pool made of it. Arrays are aligned with the pool's models. */
export interface Outcome {
  dataset: string;
  id: string;
  category: string;
  text: string | null;
  inputTokens: number;
  quality: readonly number[];
  outputTokens: readonly number[];
  /** USD. */
  cost: readonly number[];
}

/** Datasets that share enough models to be compared: prompts on which all of the pool's models have an outcome. */
export interface Pool {
  name: string;
  datasets: readonly string[];
  models: readonly string[];
  /** USD per million output tokens, by model. */
  outputPrice: readonly number[];
  outcomes: readonly Outcome[];
}

interface Manifest {
  datasets: Record<string, { models: string[]; n: number }>;
  models: Record<string, { in_per_mtok: number; out_per_mtok: number }>;
}

interface Line {
  id: string;
  cat: string;
  p: string | null;
  it: number;
  q: (number | null)[];
  ot: (number | null)[];
  c: (number | null)[];
}

const MODELS_MIN = 5;
/** A model without outcomes on more than this share of a dataset's prompts is left out rather than the prompts. */
const MISSING_MAX = 0.05;

/**
 * Reads a folder of outcome tables (manifest.json and <dataset>.jsonl.gz) and puts datasets that share models into
 * pools: the largest set of datasets with at least five models in common first. No name of a dataset is known here.
 */
export function readPools(folder: string): Pool[] {
  const manifest: Manifest = JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8"));
  const lines = new Map(Object.keys(manifest.datasets).map((name) => [name, readLines(folder, name)]));
  const usable = new Map(
    Object.entries(manifest.datasets).map(([name, { models }]) => [
      name,
      usableModels(models, lines.get(name) ?? []),
    ]),
  );
  return groupDatasets(usable).map(({ datasets, models }) => ({
    name: `${models.length} models, ${datasets.join(" + ")}`,
    datasets,
    models,
    outputPrice: models.map((model) => manifest.models[model]?.out_per_mtok ?? 1),
    outcomes: datasets.flatMap((dataset) =>
      (lines.get(dataset) ?? []).flatMap((line) =>
        outcomeOf(dataset, line, manifest.datasets[dataset]?.models ?? [], models),
      ),
    ),
  }));
}

/** The pool with so many of its models, spread evenly from the cheapest to the dearest: a customer's route has few. */
export function withFewModels(pool: Pool, count: number): Pool {
  const byPrice = pool.models
    .map((_, m) => m)
    .sort((a, b) => (pool.outputPrice[a] ?? 0) - (pool.outputPrice[b] ?? 0));
  const places = Array.from(
    { length: count },
    (_, k) => byPrice[Math.round((k * (byPrice.length - 1)) / (count - 1))] ?? 0,
  );
  const pick = <T>(values: readonly T[]): T[] => places.flatMap((m) => values.slice(m, m + 1));
  return {
    ...pool,
    name: `${count} of ${pool.name}`,
    models: pick(pool.models),
    outputPrice: pick(pool.outputPrice),
    outcomes: pool.outcomes.map((one) => ({
      ...one,
      quality: pick(one.quality),
      outputTokens: pick(one.outputTokens),
      cost: pick(one.cost),
    })),
  };
}

function readLines(folder: string, dataset: string): Line[] {
  const text = gunzipSync(readFileSync(path.join(folder, `${dataset}.jsonl.gz`))).toString();
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line): Line => JSON.parse(line));
}

function usableModels(models: readonly string[], lines: readonly Line[]): Set<string> {
  return new Set(
    models.filter((_, index) => {
      const missing = lines.filter((line) => line.q[index] == null || line.c[index] == null).length;
      return missing <= MISSING_MAX * lines.length;
    }),
  );
}

function groupDatasets(usable: ReadonlyMap<string, Set<string>>): { datasets: string[]; models: string[] }[] {
  const left = new Set(usable.keys());
  const groups: { datasets: string[]; models: string[] }[] = [];
  while (left.size > 0) {
    let best: { datasets: string[]; models: string[] } = { datasets: [], models: [] };
    for (const start of [...left].sort()) {
      const group = growGroup(start, left, usable);
      const isBetter =
        group.datasets.length > best.datasets.length ||
        (group.datasets.length === best.datasets.length && group.models.length > best.models.length);
      if (isBetter) best = group;
    }
    for (const dataset of best.datasets) left.delete(dataset);
    groups.push(best);
  }
  return groups;
}

/** Adds the dataset that keeps most models in common, as long as enough remain. */
function growGroup(
  start: string,
  left: ReadonlySet<string>,
  usable: ReadonlyMap<string, Set<string>>,
): { datasets: string[]; models: string[] } {
  const datasets = [start];
  let models = [...(usable.get(start) ?? [])].sort();
  for (;;) {
    let next: { dataset: string; models: string[] } | null = null;
    for (const dataset of [...left].sort()) {
      if (datasets.includes(dataset)) continue;
      const common = models.filter((model) => usable.get(dataset)?.has(model));
      const isPair = common.length === models.length && common.length === usable.get(dataset)?.size;
      if (common.length < MODELS_MIN && !isPair) continue;
      if (next === null || common.length > next.models.length) next = { dataset, models: common };
    }
    if (next === null) return { datasets, models };
    datasets.push(next.dataset);
    models = next.models;
  }
}

function outcomeOf(
  dataset: string,
  line: Line,
  names: readonly string[],
  models: readonly string[],
): Outcome[] {
  const places = models.map((model) => names.indexOf(model));
  const pick = (values: readonly (number | null)[]): (number | null)[] =>
    places.map((place) => values[place] ?? null);
  const [quality, outputTokens, cost] = [pick(line.q), pick(line.ot), pick(line.c)];
  if (!isComplete(quality) || !isComplete(outputTokens) || !isComplete(cost)) return [];
  return [
    {
      dataset,
      id: line.id,
      category: line.cat,
      text: line.p,
      inputTokens: line.it,
      quality,
      outputTokens,
      cost: cost.map((microUsd) => microUsd / 1e6),
    },
  ];
}

function isComplete(values: readonly (number | null)[]): values is number[] {
  return values.every((value) => value !== null);
}
