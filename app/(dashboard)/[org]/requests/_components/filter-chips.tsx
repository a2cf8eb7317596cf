"use client";

import { X } from "lucide-react";
import { CACHE_LABELS } from "@/app/_components/cache-labels";
import { REQUEST_STATUS_LOOK } from "@/app/_components/request-status";
import { Button } from "@/app/_ui/button";
import type { RequestsParams } from "../search-params";
import type { ParamChanges } from "./use-requests-url";

export interface Chip {
  name: string;
  value: string;
  cleared: ParamChanges;
}

export interface FilterChipsProps {
  chips: readonly Chip[];
  onClear: (cleared: ParamChanges) => void;
  onClearAll: () => void;
}

/** The filters that no menu shows, one by one, each with a way to drop it. */
export function FilterChips({ chips, onClear, onClearAll }: FilterChipsProps) {
  return (
    <ul aria-label="Active filters" className="flex flex-wrap items-center gap-1.5">
      {chips.map((chip) => (
        <li key={chip.name} className="flex h-6 min-w-0 items-center rounded-sm bg-muted pl-2 text-xs">
          <span className="text-subtle">{chip.name}</span>
          <span className="max-w-48 truncate pl-1.5 font-mono text-emphasis" title={chip.value}>
            {chip.value}
          </span>
          <button
            type="button"
            aria-label={`Remove filter ${chip.name}`}
            onClick={() => onClear(chip.cleared)}
            className="flex size-6 items-center justify-center rounded-sm text-subtle hover:text-emphasis"
          >
            <X aria-hidden className="size-3" />
          </button>
        </li>
      ))}
      <li>
        <Button variant="ghost" size="sm" className="h-6 px-1.5" onClick={onClearAll}>
          Clear all
        </Button>
      </li>
    </ul>
  );
}

/** Chips for what is set in the URL; `labels` turn ids into names. */
export function chipsOf(
  params: RequestsParams,
  labels: Record<"apiKey" | "project" | "route", (id: string) => string>,
): Chip[] {
  const chips: (Chip | null)[] = [
    many("Status", params.status?.map((status) => REQUEST_STATUS_LOOK[status].label) ?? null, {
      status: null,
    }),
    many("Model", params.model, { model: null }),
    many("Provider", params.provider, { provider: null }),
    many("Key", params.apiKeyId?.map(labels.apiKey) ?? null, { apiKeyId: null }),
    many("Project", params.projectId?.map(labels.project) ?? null, { projectId: null }),
    many("Route", params.routeId?.map(labels.route) ?? null, { routeId: null }),
    many("Error", params.errorCode, { errorCode: null }),
    many("Endpoint", params.endpoint, { endpoint: null }),
    many("Cache", params.cacheStatus?.map((status) => CACHE_LABELS[status]) ?? null, { cacheStatus: null }),
    one("Session", params.sessionId, { sessionId: null }),
    one("User", params.endUserId, { endUserId: null }),
    one("Property", params.property, { property: null }),
    one("Cost ≥", params.minCostUsd === null ? null : `$${params.minCostUsd}`, { minCostUsd: null }),
    one("Latency ≥", params.minLatencyMs === null ? null : `${params.minLatencyMs} ms`, {
      minLatencyMs: null,
    }),
    one("Search", params.q, { q: null }),
  ];
  return chips.filter((chip) => chip !== null);
}

function many(name: string, values: readonly string[] | null, cleared: Chip["cleared"]): Chip | null {
  return values === null || values.length === 0 ? null : { name, value: values.join(", "), cleared };
}

function one(name: string, value: string | null, cleared: Chip["cleared"]): Chip | null {
  return value === null || value === "" ? null : { name, value, cleared };
}
