import type { OrgConfig } from "@/server/modules/gateway-config";
import type { OwnPrice } from "@/server/pricing/price";

const byConfig = new WeakMap<OrgConfig, ReadonlyMap<string, OwnPrice>>();

/** The organisation's own price for a model, worked out once per version of its configuration. */
export function ownPrice(org: OrgConfig, provider: string, model: string): OwnPrice | null {
  if (org.prices.length === 0) return null;
  const known = byConfig.get(org) ?? index(org);
  return known.get(`${provider}\n${model}`) ?? null;
}

function index(org: OrgConfig): ReadonlyMap<string, OwnPrice> {
  const made = new Map(org.prices.map((price) => [`${price.provider}\n${price.model}`, price]));
  byConfig.set(org, made);
  return made;
}
