"use client";

import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { NpsFiltersInput } from "@/server/contracts/nps";
import { NO_NPS_FILTERS, type NpsParams, npsFiltersOf, npsParams } from "../search-params";

export interface NpsUrl {
  params: NpsParams;
  filters: NpsFiltersInput;
  /** Whether anything but the range narrows the answers. */
  hasFilters: boolean;
  /** `null` puts a value back to its default. */
  setParams: (params: { [Name in keyof NpsParams]?: NpsParams[Name] | null }) => void;
  clearFilters: () => void;
}

/** The page's state, all of it in the URL. */
export function useNpsUrl(): NpsUrl {
  const [params, setAll] = useQueryStates(npsParams, { history: "push" });
  const filters = useMemo(() => npsFiltersOf(params), [params]);
  return {
    params,
    filters,
    hasFilters: Object.keys(filters).length > 1,
    setParams: (changes) => void setAll(changes),
    clearFilters: () => void setAll(NO_NPS_FILTERS),
  };
}
