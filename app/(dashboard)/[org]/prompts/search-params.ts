import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";

export const REPORT_RANGES = ["7d", "30d", "90d"] as const;

export const promptsParams = { project: parseAsString };

export const promptParams = {
  range: parseAsStringLiteral(REPORT_RANGES).withDefault("30d"),
  /** The version that is shown; without it what production points at. */
  version: parseAsInteger,
  /** The version that it is compared with. */
  compare: parseAsInteger,
};
