import { parseAsString, parseAsStringLiteral } from "nuqs/server";

const EVALUATION_TABS = ["judge", "runs", "datasets"] as const;

export type EvaluationTab = (typeof EVALUATION_TABS)[number];

export const evaluationParams = {
  tab: parseAsStringLiteral(EVALUATION_TABS).withDefault("judge"),
  project: parseAsString,
  /** The open run or dataset. */
  run: parseAsString,
  dataset: parseAsString,
};
