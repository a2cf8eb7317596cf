"use client";

import { useQuery } from "@tanstack/react-query";
import { FilterMenu } from "@/app/_components/filter-menu";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { urlRange } from "@/app/_lib/url-range";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { PROOFS, ProofSchema } from "@/server/contracts/feedback";
import type { NpsFacets } from "@/server/contracts/nps-answers";
import { PROOF_LABELS } from "./nps-texts";
import type { NpsUrl } from "./use-nps-url";

const NOTHING: NpsFacets = { project: [], route: [], model: [], locale: [], appVersion: [] };
const PROOF_OPTIONS = PROOFS.map((value) => ({ value, label: PROOF_LABELS[value], count: null }));

const MENUS = [
  { label: "Project", facet: "project", param: "projectId" },
  { label: "Route", facet: "route", param: "routeId" },
  { label: "Model", facet: "model", param: "model" },
  { label: "Language", facet: "locale", param: "locale" },
  { label: "App version", facet: "appVersion", param: "appVersion" },
] as const;

export function NpsFilters({ url, sandboxAnswers }: { url: NpsUrl; sandboxAnswers: number }) {
  const { org } = useConsole();
  const { params, setParams } = url;
  const facets = useQuery(useTRPC().nps.facets.queryOptions({ orgSlug: org.slug, range: urlRange(params) }));
  const options = facets.data ?? NOTHING;
  return (
    <div className="space-y-3">
      <div className="-ml-2 flex flex-wrap items-center gap-1">
        {MENUS.filter(({ facet, param }) => options[facet].length > 0 || params[param] !== null).map(
          ({ label, facet, param }) => (
            <FilterMenu
              key={param}
              label={label}
              options={options[facet]}
              chosen={params[param]}
              onChange={(chosen) => setParams({ [param]: chosen })}
            />
          ),
        )}
        <FilterMenu
          label="Proof"
          options={PROOF_OPTIONS}
          chosen={params.proof}
          onChange={(chosen) => setParams({ proof: chosen && ProofSchema.array().parse(chosen) })}
        />
        {url.hasFilters && (
          <Button variant="ghost" size="sm" onClick={url.clearFilters}>
            Clear filters
          </Button>
        )}
      </div>
      {sandboxAnswers > 0 && (
        <Callout tone="info">
          {params.traffic === "sandbox" ? "Only" : "Including"} {formatCount(sandboxAnswers)}{" "}
          {sandboxAnswers === 1 ? "answer" : "answers"} about sandbox models, which answer nobody’s real
          questions.{" "}
          <button
            type="button"
            className="rounded-sm text-accent underline underline-offset-2"
            onClick={() => setParams({ traffic: params.traffic === "sandbox" ? null : "live" })}
          >
            {params.traffic === "sandbox" ? "Show all" : "Leave them out"}
          </button>
        </Callout>
      )}
    </div>
  );
}
