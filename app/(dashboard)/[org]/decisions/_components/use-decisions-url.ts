"use client";

import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import {
  type DecisionsParams,
  decisionFiltersOf,
  decisionsParams,
  NO_DECISION_FILTERS,
} from "../search-params";

type DecisionChanges = { [Name in keyof DecisionsParams]?: DecisionsParams[Name] | null };

export interface DecisionsUrl {
  params: DecisionsParams;
  filters: ReturnType<typeof decisionFiltersOf>;
  /** Whether anything but the range narrows the list. */
  hasFilters: boolean;
  /** `null` puts a value back to its default. */
  setParams: (params: DecisionChanges) => void;
  /** The same without a step for Back: for walking through decisions. */
  replaceParams: (params: DecisionChanges) => void;
  clearFilters: () => void;
}

/** The page's state, all of it in the URL. */
export function useDecisionsUrl(): DecisionsUrl {
  const [params, setAll] = useQueryStates(decisionsParams, { history: "push" });
  const filters = useMemo(() => decisionFiltersOf(params), [params]);
  const { range: _, from: __, to: ___, ...narrowing } = filters;
  return {
    params,
    filters,
    hasFilters: Object.keys(narrowing).length > 0,
    setParams: (changes) => void setAll(changes),
    replaceParams: (changes) => void setAll(changes, { history: "replace" }),
    clearFilters: () => void setAll(NO_DECISION_FILTERS),
  };
}
