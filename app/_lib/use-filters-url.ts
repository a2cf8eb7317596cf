"use client";

import { type Nullable, type UseQueryStatesKeysMap, useQueryStates, type Values } from "nuqs";
import { useMemo } from "react";

/** The state of a page with a filtered list, all of it in the URL. */
export interface FiltersUrl<Params, Filters> {
  params: Params;
  /** As the server takes them. */
  filters: Filters;
  /** Whether anything but the range narrows the list. */
  hasFilters: boolean;
  /** `null` puts a value back to its default. */
  setParams: (changes: Partial<Nullable<Params>>) => void;
  /** The same without a step for Back: for typing, and for walking through rows and tabs. */
  replaceParams: (changes: Partial<Nullable<Params>>) => void;
  clearFilters: () => void;
}

export interface UrlShape<Parsers extends UseQueryStatesKeysMap, Filters> {
  parsers: Parsers;
  filtersOf: (params: Values<Parsers>) => Filters;
  /** What no filters are; everything else stays as it is. */
  cleared: Partial<Nullable<Values<Parsers>>>;
}

const RANGE: ReadonlySet<string> = new Set(["range", "from", "to"]);

export function useFiltersUrl<Parsers extends UseQueryStatesKeysMap, Filters extends object>({
  parsers,
  filtersOf,
  cleared,
}: UrlShape<Parsers, Filters>): FiltersUrl<Values<Parsers>, Filters> {
  const [params, setAll] = useQueryStates(parsers, { history: "push" });
  const filters = useMemo(() => filtersOf(params), [params, filtersOf]);
  return {
    params,
    filters,
    hasFilters: Object.entries(filters).some(([name, value]) => value !== undefined && !RANGE.has(name)),
    setParams: (changes) => void setAll(changes),
    replaceParams: (changes) => void setAll(changes, { history: "replace" }),
    clearFilters: () => void setAll(cleared),
  };
}
