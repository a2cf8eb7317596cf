"use client";

import { useFiltersUrl } from "@/app/_lib/use-filters-url";
import { decisionFiltersOf, decisionsParams, NO_DECISION_FILTERS } from "../search-params";

const SHAPE = { parsers: decisionsParams, filtersOf: decisionFiltersOf, cleared: NO_DECISION_FILTERS };

export const useDecisionsUrl = () => useFiltersUrl(SHAPE);
export type DecisionsUrl = ReturnType<typeof useDecisionsUrl>;
