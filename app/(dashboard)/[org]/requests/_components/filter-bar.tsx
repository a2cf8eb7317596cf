"use client";

import { CACHE_LABELS } from "@/app/_components/cache-labels";
import { FilterChips, labelIn } from "@/app/_components/filter-chips";
import { FilterMenu } from "@/app/_components/filter-menu";
import { makerLabel } from "@/app/_components/purpose-label";
import { REQUEST_STATUS_LOOK } from "@/app/_components/request-status";
import { SearchField } from "@/app/_components/search-field";
import { useRequestFacets } from "@/app/_components/use-request-facets";
import { urlRange } from "@/app/_lib/url-range";
import {
  REQUEST_MAKERS,
  REQUEST_STATUSES,
  RequestMakerSchema,
  RequestStatusSchema,
} from "@/server/contracts/requests";
import { CACHE_STATUSES, CacheStatusSchema } from "@/server/contracts/response-cache";
import { MoreRequestFilters } from "./more-request-filters";
import { chipsOf } from "./request-chips";
import type { RequestsUrl } from "./use-requests-url";

const CACHE_OPTIONS = CACHE_STATUSES.map((value) => ({ value, label: CACHE_LABELS[value], count: null }));
const MAKER_OPTIONS = REQUEST_MAKERS.map((value) => ({ value, label: makerLabel(value), count: null }));

/** Search, a menu per dimension, and chips for what narrows the list. */
export function FilterBar({ url }: { url: RequestsUrl }) {
  const { params, setParams } = url;
  const facets = useRequestFacets(urlRange(params));
  const labels = {
    apiKey: labelIn(facets.apiKey),
    project: labelIn(facets.project),
    route: labelIn(facets.route),
    prompt: labelIn(facets.prompt),
  };
  const statuses = REQUEST_STATUSES.map((value) => {
    const counted = facets.status.find((option) => option.value === value);
    return { value, label: REQUEST_STATUS_LOOK[value].label, count: counted?.count ?? null };
  });
  return (
    <>
      <div className="flex flex-wrap items-center gap-1">
        <SearchField
          label="Search by the start of a request, session or user id"
          placeholder="Start of an id…"
          value={params.q}
          onSearch={(q) => setParams({ q })}
          onOpenRequest={(request) => setParams({ request, q: null })}
        />
        <FilterMenu
          label="Status"
          options={statuses}
          chosen={params.status}
          onChange={(chosen) => setParams({ status: chosen && RequestStatusSchema.array().parse(chosen) })}
        />
        <FilterMenu
          label="Model"
          options={facets.model}
          chosen={params.model}
          onChange={(model) => setParams({ model })}
        />
        <FilterMenu
          label="Provider"
          options={facets.provider}
          chosen={params.provider}
          onChange={(provider) => setParams({ provider })}
        />
        <FilterMenu
          label="Key"
          options={facets.apiKey}
          chosen={params.apiKeyId}
          onChange={(apiKeyId) => setParams({ apiKeyId })}
        />
        {facets.project.length > 1 && (
          <FilterMenu
            label="Project"
            options={facets.project}
            chosen={params.projectId}
            onChange={(projectId) => setParams({ projectId })}
          />
        )}
        {facets.route.length > 0 && (
          <FilterMenu
            label="Route"
            options={facets.route}
            chosen={params.routeId}
            onChange={(routeId) => setParams({ routeId })}
          />
        )}
        {facets.prompt.length > 0 && (
          <FilterMenu
            label="Prompt"
            options={facets.prompt}
            chosen={params.promptId}
            onChange={(promptId) => setParams({ promptId, promptVersion: null })}
          />
        )}
        <FilterMenu
          label="Error"
          options={facets.errorCode}
          chosen={params.errorCode}
          onChange={(errorCode) => setParams({ errorCode })}
        />
        <FilterMenu
          label="Endpoint"
          options={facets.endpoint}
          chosen={params.endpoint}
          onChange={(endpoint) => setParams({ endpoint })}
        />
        <FilterMenu
          label="Cache"
          options={CACHE_OPTIONS}
          chosen={params.cacheStatus}
          onChange={(chosen) => setParams({ cacheStatus: chosen && CacheStatusSchema.array().parse(chosen) })}
        />
        {(params.madeBy !== null || facets.madeBy.some(({ value }) => value !== "application")) && (
          <FilterMenu
            label="Made by"
            options={MAKER_OPTIONS}
            chosen={params.madeBy}
            onChange={(chosen) => setParams({ madeBy: chosen && RequestMakerSchema.array().parse(chosen) })}
          />
        )}
        <MoreRequestFilters params={params} onApply={setParams} />
      </div>
      {url.hasFilters && (
        <FilterChips chips={chipsOf(params, labels)} onClear={setParams} onClearAll={url.clearFilters} />
      )}
    </>
  );
}
