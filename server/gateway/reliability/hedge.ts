import type { Hedge } from "@/server/contracts/route-settings";
import { type JsonObject, own } from "../json-value";
import type { ModelEndpoint } from "../stages/read-body";

const LEAST_MS = 50;

/**
 * Whether asking twice changes nothing but the bill. What a provider keeps for later (a stored answer, a conversation,
 * work in the background) would be there twice.
 */
export function mayHedge(endpoint: ModelEndpoint, json: JsonObject): boolean {
  if (endpoint === "embeddings") return true;
  // Kept unless the request says otherwise.
  if (endpoint === "responses" && own(json, "store") !== false) return false;
  const isKept = own(json, "store") === true || own(json, "background") === true;
  return !isKept && own(json, "previous_response_id") == null && own(json, "conversation") == null;
}

/** How long the first call may stay silent before a second one is made; null: no second one. */
export function hedgeAfterMs(hedge: Hedge, p95Ms: () => number | null): number | null {
  switch (hedge.kind) {
    case "off":
      return null;
    case "after":
      return hedge.ms;
    case "p95": {
      const known = p95Ms();
      return known === null ? null : Math.max(known, LEAST_MS);
    }
  }
}
