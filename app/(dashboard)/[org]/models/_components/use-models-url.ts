"use client";

import { useQueryStates } from "nuqs";
import { type ModelsParams, modelsParams } from "../search-params";

type ParamChanges = { [Name in keyof ModelsParams]?: ModelsParams[Name] | null };

export interface ModelsUrl {
  params: ModelsParams;
  /** Whether anything narrows the list. */
  hasFilters: boolean;
  setParams: (params: ParamChanges) => void;
  /** The same without a step for Back: for typing and for walking through models. */
  replaceParams: (params: ParamChanges) => void;
  clearFilters: () => void;
}

/** The page's state, all of it in the URL. */
export function useModelsUrl(): ModelsUrl {
  const [params, setAll] = useQueryStates(modelsParams, { history: "push" });
  const { q, provider, can, price } = params;
  return {
    params,
    hasFilters: [q, provider, can, price].some((value) => value !== null),
    setParams: (changes) => void setAll(changes),
    replaceParams: (changes) => void setAll(changes, { history: "replace" }),
    clearFilters: () => void setAll({ q: null, provider: null, can: null, price: null }),
  };
}
