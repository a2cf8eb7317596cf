"use client";

import { FilterChips, labelIn, manyChip, oneChip } from "@/app/_components/filter-chips";
import { FilterMenu } from "@/app/_components/filter-menu";
import { SearchField } from "@/app/_components/search-field";
import { useRequestFacets } from "@/app/_components/use-request-facets";
import { urlRange } from "@/app/_lib/url-range";
import { Select } from "@/app/_ui/select";
import type { Facets } from "@/server/contracts/requests";
import type { SessionsUrl } from "./use-sessions-url";

const SCORED = [
  { value: "all", label: "Scored or not" },
  { value: "true", label: "Scored" },
  { value: "false", label: "Not scored" },
] as const;
const SCORED_WORDS = { true: "yes", false: "no" } as const;

/** Search, a menu per dimension, and chips for what narrows the list. */
export function SessionFilterBar({ url }: { url: SessionsUrl }) {
  const { params, setParams } = url;
  const { model, project, route } = useRequestFacets(urlRange(params));
  return (
    <>
      <div className="flex flex-wrap items-center gap-1">
        <SearchField
          label="Search by session or user"
          placeholder="Session, user…"
          value={params.q}
          onSearch={(q) => setParams({ q })}
        />
        {project.length > 1 && (
          <FilterMenu
            label="Project"
            options={project}
            chosen={params.projectId}
            onChange={(projectId) => setParams({ projectId })}
          />
        )}
        {route.length > 0 && (
          <FilterMenu
            label="Route"
            options={route}
            chosen={params.routeId}
            onChange={(routeId) => setParams({ routeId })}
          />
        )}
        <FilterMenu
          label="Model"
          options={model}
          chosen={params.model}
          onChange={(chosen) => setParams({ model: chosen })}
        />
        <Select
          aria-label="NPS answer"
          size="sm"
          className="w-34"
          options={SCORED}
          value={params.scored ?? "all"}
          onValueChange={(scored) => setParams({ scored: scored === "all" ? null : scored })}
        />
      </div>
      {url.hasFilters && (
        <FilterChips
          chips={chipsOf(params, { project, route })}
          onClear={setParams}
          onClearAll={url.clearFilters}
        />
      )}
    </>
  );
}

function chipsOf(params: SessionsUrl["params"], { project, route }: Pick<Facets, "project" | "route">) {
  const { scored } = params;
  return [
    manyChip("Project", params.projectId?.map(labelIn(project)) ?? null, { projectId: null }),
    manyChip("Route", params.routeId?.map(labelIn(route)) ?? null, { routeId: null }),
    manyChip("Model", params.model, { model: null }),
    oneChip("Scored", scored && SCORED_WORDS[scored], { scored: null }),
    oneChip("User", params.endUserId, { endUserId: null }),
    oneChip("Search", params.q, { q: null }),
  ].filter((chip) => chip !== null);
}
