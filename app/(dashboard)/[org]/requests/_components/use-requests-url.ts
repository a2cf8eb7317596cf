"use client";

import { useFiltersUrl } from "@/app/_lib/use-filters-url";
import { filtersOf, NO_FILTERS, requestsParams } from "../search-params";

const SHAPE = { parsers: requestsParams, filtersOf: filtersOf, cleared: NO_FILTERS };

export const useRequestsUrl = () => useFiltersUrl(SHAPE);
export type RequestsUrl = ReturnType<typeof useRequestsUrl>;
