"use client";

import { useFiltersUrl } from "@/app/_lib/use-filters-url";
import { NO_SESSION_FILTERS, sessionFiltersOf, sessionsParams } from "../search-params";

const SHAPE = { parsers: sessionsParams, filtersOf: sessionFiltersOf, cleared: NO_SESSION_FILTERS };

export const useSessionsUrl = () => useFiltersUrl(SHAPE);
export type SessionsUrl = ReturnType<typeof useSessionsUrl>;
