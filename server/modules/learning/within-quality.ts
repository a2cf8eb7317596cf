import { readRouteSettings } from "@/server/contracts/route-settings";
import type { LearnedArm } from "@/server/routing/learned-plan";
import { outOfBounds } from "@/server/routing/route-bounds";
import type { RouteCandidate } from "@/server/routing/routing-types";

/**
 * The candidates that a route's least expected score leaves, as the gateway does. Latency is each gateway's own and not
 * known here.
 */
export function withinQuality(
  arms: readonly Pick<LearnedArm, "candidate" | "posterior">[],
  settings: unknown,
): RouteCandidate[] {
  const all = arms.map(({ candidate }) => candidate);
  const { qualityMin } = readRouteSettings(settings);
  if (qualityMin === null) return all;
  const out = outOfBounds(all, { qualityMin, latencyMaxMs: null }, { arms });
  return all.filter(({ id }) => !out.has(id));
}
