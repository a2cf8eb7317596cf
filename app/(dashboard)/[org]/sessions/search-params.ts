import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { apiRange, urlRange } from "@/app/_lib/url-range";
import { RANGE_PRESET_IDS } from "@/server/contracts/requests";
import type { ListSessionsInput } from "@/server/contracts/sessions";

/** The URL of the sessions page: every filter and the open session. Unreadable values fall away. */
export const sessionsParams = {
  range: parseAsStringLiteral(RANGE_PRESET_IDS).withDefault("7d"),
  /** Both together replace `range`. */
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  projectId: parseAsArrayOf(parseAsString),
  routeId: parseAsArrayOf(parseAsString),
  model: parseAsArrayOf(parseAsString),
  endUserId: parseAsString,
  scored: parseAsStringLiteral(["true", "false"]),
  q: parseAsString,
  session: parseAsString,
  /** Of the open session: two projects may have one of the same name. */
  project: parseAsString,
};

export type SessionsParams = inferParserType<typeof sessionsParams>;

export const loadSessionsParams = createLoader(sessionsParams);
const serialize = createSerializer(sessionsParams);

export function sessionsHref(orgSlug: string, params: Partial<SessionsParams>): string {
  return serialize(`/${orgSlug}/sessions`, params);
}

type Filters = Omit<ListSessionsInput, "cursor" | "limit">;

/** The URL's filters as the server takes them; empty ones are left out, so that equal views share a cache entry. */
export function sessionFiltersOf(params: SessionsParams): Filters {
  const { projectId, routeId, model, scored } = params;
  const [endUserId, search] = [params.endUserId?.trim(), params.q?.trim()];
  return {
    ...apiRange(urlRange(params)),
    ...(projectId?.length ? { project_id: projectId } : {}),
    ...(routeId?.length ? { route_id: routeId } : {}),
    ...(model?.length ? { model } : {}),
    ...(endUserId ? { end_user_id: endUserId } : {}),
    ...(scored === null ? {} : { scored }),
    ...(search ? { search } : {}),
  };
}

/** Server and browser build the same input, so that the prefetched page is found. */
export function sessionListInput(orgSlug: string, filters: Filters) {
  return { orgSlug, ...filters, limit: 100 };
}

export const sessionPages = {
  getNextPageParam: (page: { next_cursor: string | null }) => page.next_cursor,
};

/** Every filter cleared; range and open session stay. */
export const NO_SESSION_FILTERS = {
  projectId: null,
  routeId: null,
  model: null,
  endUserId: null,
  scored: null,
  q: null,
} as const satisfies Partial<SessionsParams>;
