import type { Pool } from "./outcomes";

/** What ROUTING section 5 asks of a pool. Which pool is which shows in its shape; a folder may hold others. */
export interface Targets {
  /** Share of cost saved at 95 % and at 100 % of the best single model's quality, from text alone. */
  saved95: number;
  saved100: number;
  /** Regret of all sessions, with all guards. */
  regret: number;
}

const MANY_TASKS: Targets = { saved95: 0.63, saved100: 0.22, regret: 0.034 };
const FEW_MODELS: Targets = { saved95: 0.78, saved100: 0, regret: 0.02 };
const ONE_DATASET: Targets = { saved95: 0.75, saved100: 0.42, regret: 0.0105 };
const FEW = 10;

export function targetsOf({ datasets, models }: Pick<Pool, "datasets" | "models">): Targets {
  if (datasets.length === 1) return ONE_DATASET;
  return models.length < FEW ? FEW_MODELS : MANY_TASKS;
}

/** The same for every pool. */
export const TARGETS = {
  coldStart: 0.5,
  unseen: 0.7,
  budgetError: 0.004,
  newModel: { sparse: 1_500, dense: 150 },
  drift: { delay: 2_500, falseAlarms: 0.5 },
  poisoning: 0.003,
  offPolicy: 0.01,
  decisionUs: 100,
  refitMs: 250,
  apgrInDomain: 0.66,
  apgrTransfer: 0.6,
  strong95: 0.42,
} as const;

export function mark(isReached: boolean): string {
  return isReached ? "reached" : "**not reached**";
}
