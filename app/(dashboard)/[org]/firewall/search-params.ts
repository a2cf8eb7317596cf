import {
  createLoader,
  type inferParserType,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { FIREWALL_FOUND, HIT_DIRECTIONS, type HitKey } from "@/server/contracts/firewall";
import { DRY_RUN_BASES } from "@/server/contracts/firewall-dry-runs";
import { HIT_STATES } from "@/server/contracts/firewall-hits";
import { RANGE_PRESET_IDS } from "@/server/contracts/requests";

export const FIREWALL_TABS = ["policy", "found"] as const;
export type FirewallTab = (typeof FIREWALL_TABS)[number];

export const HIT_SERIES = ["action", "category", "detector"] as const;

/** The URL of the firewall’s page: project, tab, range, filters and the open hit. */
export const firewallParams = {
  project: parseAsString,
  tab: parseAsStringLiteral(FIREWALL_TABS).withDefault("policy"),
  range: parseAsStringLiteral(RANGE_PRESET_IDS).withDefault("7d"),
  /** Both together replace `range`. */
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  by: parseAsStringLiteral(HIT_SERIES).withDefault("action"),
  state: parseAsStringLiteral(HIT_STATES).withDefault("all"),
  direction: parseAsStringLiteral(HIT_DIRECTIONS),
  category: parseAsStringLiteral(FIREWALL_FOUND),
  /** Request, direction, category and detector of the open hit. */
  hit: parseAsString,
  /** The dry run that is shown; the last one by default. */
  run: parseAsString,
  basis: parseAsStringLiteral(DRY_RUN_BASES).withDefault("recorded"),
  /** From what to what, where only those changes are listed. */
  way: parseAsString,
  /** The request of the open change. */
  change: parseAsString,
};
export type FirewallParams = inferParserType<typeof firewallParams>;

export const loadFirewallParams = createLoader(firewallParams);

export function hitRangeOf({ range, from, to }: Pick<FirewallParams, "range" | "from" | "to">) {
  return from !== null && to !== null && from < to ? { from, to } : range;
}

type HitName = Pick<HitKey, "requestId" | "direction" | "category" | "detector">;

export const hitName = ({ requestId, direction, category, detector }: HitName): string =>
  [requestId, direction, category, detector].join("~");

/** Null for what names no hit. */
export function readHitName(name: string | null): HitName | null {
  const [requestId, direction, category, detector] = name?.split("~") ?? [];
  const known = HIT_DIRECTIONS.find((each) => each === direction);
  const kind = FIREWALL_FOUND.find((each) => each === category);
  if (requestId === undefined || known === undefined || kind === undefined || detector === undefined)
    return null;
  return { requestId, direction: known, category: kind, detector };
}
