"use client";

import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { RequestFiltersInput } from "@/server/contracts/requests";
import { filtersOf, NO_FILTERS, type RequestsParams, requestsParams } from "../search-params";

export type ParamChanges = { [Name in keyof RequestsParams]?: RequestsParams[Name] | null };

export interface RequestsUrl {
  params: RequestsParams;
  filters: RequestFiltersInput;
  /** Whether anything but the range narrows the list. */
  hasFilters: boolean;
  /** `null` puts a value back to its default. */
  setParams: (params: ParamChanges) => void;
  /** The same without a step for Back: for walking through requests and tabs. */
  replaceParams: (params: ParamChanges) => void;
  clearFilters: () => void;
}

/** The page's state, all of it in the URL. */
export function useRequestsUrl(): RequestsUrl {
  const [params, setAll] = useQueryStates(requestsParams, { history: "push" });
  const filters = useMemo(() => filtersOf(params), [params]);
  const { range: _, ...narrowing } = filters;
  return {
    params,
    filters,
    hasFilters: Object.values(narrowing).some((value) => value !== undefined),
    setParams: (changes) => void setAll(changes),
    replaceParams: (changes) => void setAll(changes, { history: "replace" }),
    clearFilters: () => void setAll(NO_FILTERS),
  };
}
