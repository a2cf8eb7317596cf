"use client";

import { useFiltersUrl } from "@/app/_lib/use-filters-url";
import { NO_NPS_FILTERS, npsFiltersOf, npsParams } from "../search-params";

const SHAPE = { parsers: npsParams, filtersOf: npsFiltersOf, cleared: NO_NPS_FILTERS };

export const useNpsUrl = () => useFiltersUrl(SHAPE);
export type NpsUrl = ReturnType<typeof useNpsUrl>;
