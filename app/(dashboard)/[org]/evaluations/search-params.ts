import { parseAsString, parseAsStringLiteral } from "nuqs/server";

export const EVALUATION_TABS = ["judge"] as const;
export type EvaluationTab = (typeof EVALUATION_TABS)[number];

export const evaluationParams = {
  tab: parseAsStringLiteral(EVALUATION_TABS).withDefault("judge"),
  project: parseAsString,
};
