"use client";

import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { NO_SESSION_FILTERS, type SessionsParams, sessionFiltersOf, sessionsParams } from "../search-params";

export type SessionChanges = { [Name in keyof SessionsParams]?: SessionsParams[Name] | null };

export interface SessionsUrl {
  params: SessionsParams;
  filters: ReturnType<typeof sessionFiltersOf>;
  /** Whether anything but the range narrows the list. */
  hasFilters: boolean;
  /** `null` puts a value back to its default. */
  setParams: (params: SessionChanges) => void;
  /** The same without a step for Back: for walking through sessions. */
  replaceParams: (params: SessionChanges) => void;
  clearFilters: () => void;
}

/** The page's state, all of it in the URL. */
export function useSessionsUrl(): SessionsUrl {
  const [params, setAll] = useQueryStates(sessionsParams, { history: "push" });
  const filters = useMemo(() => sessionFiltersOf(params), [params]);
  const { range: _, from: __, to: ___, ...narrowing } = filters;
  return {
    params,
    filters,
    hasFilters: Object.keys(narrowing).length > 0,
    setParams: (changes) => void setAll(changes),
    replaceParams: (changes) => void setAll(changes, { history: "replace" }),
    clearFilters: () => void setAll(NO_SESSION_FILTERS),
  };
}
