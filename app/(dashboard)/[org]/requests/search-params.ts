import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { REQUEST_TABS } from "@/app/_components/request-sheet/request-tabs";
import { urlRange } from "@/app/_lib/url-range";
import {
  RANGE_PRESET_IDS,
  REQUEST_MAKERS,
  REQUEST_SORTS,
  REQUEST_STATUSES,
  type RequestFiltersInput,
} from "@/server/contracts/requests";
import { CACHE_STATUSES } from "@/server/contracts/response-cache";

const MICROS_PER_USD = 1_000_000;

/** The URL of the requests page: every filter, the order, the open request. Unreadable values fall away. */
export const requestsParams = {
  range: parseAsStringLiteral(RANGE_PRESET_IDS).withDefault("24h"),
  /** Both together replace `range`. */
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  status: parseAsArrayOf(parseAsStringLiteral(REQUEST_STATUSES)),
  model: parseAsArrayOf(parseAsString),
  provider: parseAsArrayOf(parseAsString),
  endpoint: parseAsArrayOf(parseAsString),
  errorCode: parseAsArrayOf(parseAsString),
  cacheStatus: parseAsArrayOf(parseAsStringLiteral(CACHE_STATUSES)),
  madeBy: parseAsArrayOf(parseAsStringLiteral(REQUEST_MAKERS)),
  apiKeyId: parseAsArrayOf(parseAsString),
  projectId: parseAsArrayOf(parseAsString),
  routeId: parseAsArrayOf(parseAsString),
  sessionId: parseAsString,
  endUserId: parseAsString,
  /** Ids of stored prompts, and a version of theirs. */
  promptId: parseAsArrayOf(parseAsString),
  promptVersion: parseAsInteger,
  /** `name=value` of one custom property. */
  property: parseAsString,
  minCostUsd: parseAsFloat,
  minLatencyMs: parseAsInteger,
  q: parseAsString,
  sort: parseAsStringLiteral(REQUEST_SORTS).withDefault("newest"),
  live: parseAsBoolean.withDefault(false),
  request: parseAsString,
  tab: parseAsStringLiteral(REQUEST_TABS).withDefault("messages"),
};

export type RequestsParams = inferParserType<typeof requestsParams>;

export const loadRequestsParams = createLoader(requestsParams);
const serialize = createSerializer(requestsParams);

/** A link to the rows behind a number: `requestsHref("acme", { status: ["error"] })`. */
export function requestsHref(orgSlug: string, params: Partial<RequestsParams>): string {
  return serialize(`/${orgSlug}/requests`, params);
}

/** The URL's filters as the server takes them; empty ones are left out, so that equal views share a cache entry. */
export function filtersOf(params: RequestsParams): RequestFiltersInput {
  return withoutUndefined({
    range: urlRange(params),
    status: nonEmpty(params.status),
    model: nonEmpty(params.model),
    provider: nonEmpty(params.provider),
    endpoint: nonEmpty(params.endpoint),
    errorCode: nonEmpty(params.errorCode),
    cacheStatus: nonEmpty(params.cacheStatus),
    madeBy: nonEmpty(params.madeBy),
    apiKeyId: nonEmpty(params.apiKeyId),
    projectId: nonEmpty(params.projectId),
    routeId: nonEmpty(params.routeId),
    sessionId: params.sessionId?.trim() || undefined,
    endUserId: params.endUserId?.trim() || undefined,
    promptId: nonEmpty(params.promptId),
    promptVersion: nonEmpty(params.promptId) ? positive(params.promptVersion ?? 0) : undefined,
    property: propertyOf(params.property),
    minCostMicroUsd: positive((params.minCostUsd ?? 0) * MICROS_PER_USD),
    minLatencyMs: positive(params.minLatencyMs ?? 0),
    search: params.q?.trim() || undefined,
  });
}

/** Every filter cleared; range, order and the open request stay. */
export const NO_FILTERS = {
  status: null,
  model: null,
  provider: null,
  endpoint: null,
  errorCode: null,
  cacheStatus: null,
  madeBy: null,
  apiKeyId: null,
  projectId: null,
  routeId: null,
  sessionId: null,
  endUserId: null,
  promptId: null,
  promptVersion: null,
  property: null,
  minCostUsd: null,
  minLatencyMs: null,
  q: null,
} as const satisfies Partial<RequestsParams>;

/** Safe for optional members only, which may always be missing; on the wire each undefined one would be spelled out. */
function withoutUndefined<Value extends RequestFiltersInput>(filters: Value): Value {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as Value;
}

function nonEmpty<Value>(values: Value[] | null): Value[] | undefined {
  return values === null || values.length === 0 ? undefined : values;
}

function positive(value: number): number | undefined {
  return value >= 1 ? Math.round(value) : undefined;
}

function propertyOf(pair: string | null): RequestFiltersInput["property"] {
  const split = pair?.indexOf("=") ?? -1;
  if (pair === null || split < 1 || split === pair.length - 1) return undefined;
  return { name: pair.slice(0, split), value: pair.slice(split + 1) };
}
