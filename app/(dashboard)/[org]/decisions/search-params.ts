import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsFloat,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { z } from "zod";
import { SELECTION_TEXTS } from "@/app/_components/decision/decision-texts";
import { apiRange, urlRange } from "@/app/_lib/url-range";
import type { DecisionFilters } from "@/server/contracts/decisions";
import { RANGE_PRESET_IDS } from "@/server/contracts/requests";
import { ROUTING_STRATEGIES } from "@/server/contracts/routes";

export const SELECTIONS: readonly string[] = Object.keys(SELECTION_TEXTS);
export const PHASES = ["day0", "auto", "nps"] as const;
/** `direct`: the request named its model, so that no route had a say. */
export const STRATEGIES = [...ROUTING_STRATEGIES, "direct"] as const;

/** The URL of the decisions page: every filter and the open decision. Unreadable values fall away. */
export const decisionsParams = {
  range: parseAsStringLiteral(RANGE_PRESET_IDS).withDefault("24h"),
  /** Both together replace `range`. */
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  projectId: parseAsArrayOf(parseAsString),
  routeId: parseAsArrayOf(parseAsString),
  model: parseAsString,
  strategy: parseAsStringLiteral(STRATEGIES),
  phase: parseAsStringLiteral(PHASES),
  why: parseAsStringLiteral(SELECTIONS),
  sessionId: parseAsString,
  experimentId: parseAsString,
  minConfidence: parseAsFloat,
  maxConfidence: parseAsFloat,
  /** The request whose decision is open. */
  decision: parseAsString,
};

export type DecisionsParams = inferParserType<typeof decisionsParams>;

export const loadDecisionsParams = createLoader(decisionsParams);
const serialize = createSerializer(decisionsParams);

export function decisionsHref(orgSlug: string, params: Partial<DecisionsParams>): string {
  return serialize(`/${orgSlug}/decisions`, params);
}

type Filters = Omit<z.input<typeof DecisionFilters>, "cursor" | "limit">;

/** The URL's filters as the server takes them; empty ones are left out, so that equal views share a cache entry. */
export function decisionFiltersOf(params: DecisionsParams): Filters {
  const { projectId, routeId, model, strategy, phase, why } = params;
  const [sessionId, experimentId] = [params.sessionId?.trim(), params.experimentId?.trim()];
  const [min, max] = [shareOf(params.minConfidence), shareOf(params.maxConfidence)];
  return {
    ...apiRange(urlRange(params)),
    ...(projectId?.length ? { project_id: projectId } : {}),
    ...(routeId?.length ? { route_id: routeId } : {}),
    ...(model ? { model } : {}),
    ...(strategy === null ? {} : { routing_strategy: strategy }),
    ...(phase === null ? {} : { phase }),
    ...(why === null ? {} : { selection: why }),
    ...(sessionId ? { session_id: sessionId } : {}),
    ...(experimentId ? { experiment_id: experimentId } : {}),
    ...(min === null ? {} : { min_confidence: min }),
    ...(max === null ? {} : { max_confidence: max }),
  };
}

const shareOf = (value: number | null): number | null =>
  value === null || value < 0 || value > 1 ? null : value;

/** Server and browser build the same input, so that the prefetched page is found. */
export function decisionListInput(orgSlug: string, filters: Filters) {
  return { orgSlug, ...filters, limit: 100 };
}

export const decisionPages = {
  getNextPageParam: (page: { next_cursor: string | null }) => page.next_cursor,
};

/** Every filter cleared; range and open decision stay. */
export const NO_DECISION_FILTERS = {
  projectId: null,
  routeId: null,
  model: null,
  strategy: null,
  phase: null,
  why: null,
  sessionId: null,
  experimentId: null,
  minConfidence: null,
  maxConfidence: null,
} as const satisfies Partial<DecisionsParams>;
