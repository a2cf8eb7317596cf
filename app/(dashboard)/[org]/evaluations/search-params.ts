import { parseAsString, parseAsStringLiteral } from "nuqs/server";

export const EVALUATION_TABS = ["judge"] as const;

export const evaluationParams = {
  tab: parseAsStringLiteral(EVALUATION_TABS).withDefault("judge"),
  project: parseAsString,
};
