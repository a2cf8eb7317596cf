import { classifyText } from "../../server/routing/tasks/classify-task";
import type { Outcome, Pool } from "./outcomes";
import { Ridge } from "./ridge";
import { featuresOf, type SparseRow } from "./text-features";

/** What is expected of every model on one prompt. */
export type Predict = (outcome: Outcome) => readonly { quality: number; cost: number }[];

export interface PredictorEntry {
  id: string;
  title: string;
  train(pool: Pool, rows: readonly Outcome[]): Predict;
}

/** So many prompts of a model in general stand behind its mean in a cell. */
const CELL_SHRINK = 10;
const PENALTY = 3;

const kept = new WeakMap<Outcome, { task: string; features: SparseRow }>();

function readingOf(outcome: Outcome): { task: string; features: SparseRow } {
  const known = kept.get(outcome);
  if (known !== undefined) return known;
  const { text } = outcome;
  const reading = {
    task: text === null ? "unread" : classifyText(text),
    features: featuresOf(text),
  };
  kept.set(outcome, reading);
  return reading;
}

/** Means of quality and cost by category and model, drawn towards the model's own where a cell has few prompts. */
function cells(pool: Pool, rows: readonly Outcome[], cellOf: (outcome: Outcome) => string): Predict {
  const M = pool.models.length;
  const sums = new Map<string, { n: number; quality: Float64Array; cost: Float64Array }>();
  const sumOf = (name: string) => {
    const sum = sums.get(name) ?? { n: 0, quality: new Float64Array(M), cost: new Float64Array(M) };
    sums.set(name, sum);
    return sum;
  };
  for (const row of rows) {
    for (const sum of [sumOf(cellOf(row)), sumOf("")]) {
      sum.n += 1;
      for (let m = 0; m < M; m++) {
        sum.quality[m] = (sum.quality[m] ?? 0) + (row.quality[m] ?? 0);
        sum.cost[m] = (sum.cost[m] ?? 0) + (row.cost[m] ?? 0);
      }
    }
  }
  const all = sumOf("");
  const predicted = new Map<string, { quality: number; cost: number }[]>();
  const predict = (name: string): { quality: number; cost: number }[] =>
    pool.models.map((_, m) => {
      const cell = sums.get(name);
      const shrunk = (read: (sum: typeof all) => Float64Array): number => {
        const general = (read(all)[m] ?? 0) / Math.max(1, all.n);
        if (cell === undefined) return general;
        return ((read(cell)[m] ?? 0) + CELL_SHRINK * general) / (cell.n + CELL_SHRINK);
      };
      return { quality: shrunk(({ quality }) => quality), cost: shrunk(({ cost }) => cost) };
    });
  return (outcome) => {
    const name = cellOf(outcome);
    const known = predicted.get(name) ?? predict(name);
    predicted.set(name, known);
    return known;
  };
}

const taskOf = (outcome: Outcome): string => readingOf(outcome).task;

/** Cells of the product's own categories, corrected by the words of the prompt. */
function words(pool: Pool, rows: readonly Outcome[]): Predict {
  const base = cells(pool, rows, taskOf);
  const residuals = pool.models.map((_, m) =>
    rows.map((row) => (row.quality[m] ?? 0) - (base(row)[m]?.quality ?? 0)),
  );
  const ridge = new Ridge(
    rows.map((row) => readingOf(row).features),
    residuals,
    PENALTY,
  );
  return (outcome) =>
    base(outcome).map(({ quality, cost }, m) => ({
      quality: quality + ridge.predict(readingOf(outcome).features, m),
      cost,
    }));
}

export const PREDICTORS: readonly PredictorEntry[] = [
  {
    id: "labels",
    title: "cells of the datasets’ own categories (labels)",
    train: (pool, rows) => cells(pool, rows, ({ category }) => category),
  },
  {
    id: "product",
    title: "**the product: its categories, from text alone**",
    train: (pool, rows) => cells(pool, rows, taskOf),
  },
  { id: "words", title: "the same and hashed words, ridge (not in the product)", train: words },
];
