"use client";

import { phaseLabel, selectionText } from "@/app/_components/decision/decision-texts";
import { FilterChips, labelIn, manyChip, oneChip } from "@/app/_components/filter-chips";
import { FilterMenu } from "@/app/_components/filter-menu";
import { useRequestFacets } from "@/app/_components/use-request-facets";
import { urlRange } from "@/app/_lib/url-range";
import type { Facets } from "@/server/contracts/requests";
import { PHASES, SELECTIONS, STRATEGIES } from "../search-params";
import { ChoiceMenu } from "./choice-menu";
import { MoreDecisionFilters } from "./more-decision-filters";
import type { DecisionsUrl } from "./use-decisions-url";

const spoken = (value: string): string => value.replaceAll("_", " ");
const whyLabel = (value: string): string => selectionText(value)?.label ?? value;

/** A menu per dimension, and chips for what narrows the list. */
export function DecisionFilterBar({ url }: { url: DecisionsUrl }) {
  const { params, setParams } = url;
  const { model, project, route } = useRequestFacets(urlRange(params));
  return (
    <>
      <div className="-ml-2 flex flex-wrap items-center gap-1">
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
        <ChoiceMenu
          label="Model"
          values={model.map(({ value }) => value)}
          chosen={params.model}
          onChange={(chosen) => setParams({ model: chosen })}
        />
        <ChoiceMenu
          label="Why"
          values={SELECTIONS}
          nameOf={whyLabel}
          chosen={params.why}
          onChange={(why) => setParams({ why })}
        />
        <ChoiceMenu
          label="Strategy"
          values={STRATEGIES}
          nameOf={spoken}
          chosen={params.strategy}
          onChange={(strategy) => setParams({ strategy })}
        />
        <ChoiceMenu
          label="Led by"
          values={PHASES}
          nameOf={phaseLabel}
          chosen={params.phase}
          onChange={(phase) => setParams({ phase })}
        />
        <MoreDecisionFilters params={params} onApply={setParams} />
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

function chipsOf(params: DecisionsUrl["params"], { project, route }: Pick<Facets, "project" | "route">) {
  const { minConfidence, maxConfidence } = params;
  return [
    manyChip("Project", params.projectId?.map(labelIn(project)) ?? null, { projectId: null }),
    manyChip("Route", params.routeId?.map(labelIn(route)) ?? null, { routeId: null }),
    oneChip("Model", params.model, { model: null }),
    oneChip("Why", params.why && whyLabel(params.why), { why: null }),
    oneChip("Strategy", params.strategy && spoken(params.strategy), { strategy: null }),
    oneChip("Led by", params.phase && phaseLabel(params.phase), { phase: null }),
    oneChip("Session", params.sessionId, { sessionId: null }),
    oneChip("Experiment", params.experimentId, { experimentId: null }),
    oneChip("Confidence ≥", minConfidence === null ? null : String(minConfidence), { minConfidence: null }),
    oneChip("Confidence ≤", maxConfidence === null ? null : String(maxConfidence), { maxConfidence: null }),
  ].filter((chip) => chip !== null);
}
