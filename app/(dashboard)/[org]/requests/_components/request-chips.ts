import { CACHE_LABELS } from "@/app/_components/cache-labels";
import { type Chip, manyChip, oneChip } from "@/app/_components/filter-chips";
import { makerLabel } from "@/app/_components/purpose-label";
import { REQUEST_STATUS_LOOK } from "@/app/_components/request-status";
import type { RequestsParams } from "../search-params";
import type { RequestsUrl } from "./use-requests-url";

type ParamChanges = Parameters<RequestsUrl["setParams"]>[0];

/** Chips for what is set in the URL; `labels` turn ids into names. */
export function chipsOf(
  params: RequestsParams,
  labels: Record<"apiKey" | "project" | "route" | "prompt", (id: string) => string>,
): Chip<ParamChanges>[] {
  const chips: (Chip<ParamChanges> | null)[] = [
    manyChip("Status", params.status?.map((status) => REQUEST_STATUS_LOOK[status].label) ?? null, {
      status: null,
    }),
    manyChip("Model", params.model, { model: null }),
    manyChip("Provider", params.provider, { provider: null }),
    manyChip("Key", params.apiKeyId?.map(labels.apiKey) ?? null, { apiKeyId: null }),
    manyChip("Project", params.projectId?.map(labels.project) ?? null, { projectId: null }),
    manyChip("Route", params.routeId?.map(labels.route) ?? null, { routeId: null }),
    manyChip("Error", params.errorCode, { errorCode: null }),
    manyChip("Endpoint", params.endpoint, { endpoint: null }),
    manyChip("Cache", params.cacheStatus?.map((status) => CACHE_LABELS[status]) ?? null, {
      cacheStatus: null,
    }),
    manyChip("Made by", params.madeBy?.map(makerLabel) ?? null, { madeBy: null }),
    oneChip("Session", params.sessionId, { sessionId: null }),
    oneChip("User", params.endUserId, { endUserId: null }),
    manyChip("Prompt", params.promptId?.map(labels.prompt) ?? null, { promptId: null, promptVersion: null }),
    oneChip("Version", params.promptVersion === null ? null : `v${params.promptVersion}`, {
      promptVersion: null,
    }),
    oneChip("Property", params.property, { property: null }),
    oneChip("Cost ≥", params.minCostUsd === null ? null : `$${params.minCostUsd}`, { minCostUsd: null }),
    oneChip("Latency ≥", params.minLatencyMs === null ? null : `${params.minLatencyMs} ms`, {
      minLatencyMs: null,
    }),
    oneChip("Search", params.q, { q: null }),
  ];
  return chips.filter((chip) => chip !== null);
}
