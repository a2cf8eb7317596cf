import { findPricedModel } from "@/server/pricing/price-book";

const DATED = /-20\d\d-?\d\d-?\d\d$/;
/** A name that stands for a model without being another one: what is newest of it, or the month it is from. */
const ALIAS = /-(latest|2[3-9](0[1-9]|1[0-2]))$/;

/** On the public list under its own name: a customer's own deployment, tuned model or server is nobody else's affair. */
export function isPublicModel(provider: string, model: string): boolean {
  const listed = findPricedModel(provider, model)?.info.id;
  if (listed === undefined) return false;
  return listed === model || listed === model.replace(DATED, "") || listed === model.replace(ALIAS, "");
}

/** The name under which a model is learned about together: aliases of one model are one. */
export function pooledName(provider: string, model: string): string {
  const listed = ALIAS.test(model) ? findPricedModel(provider, model)?.info.id : undefined;
  return `${provider}/${listed !== undefined && listed === model.replace(ALIAS, "") ? listed : model}`;
}

/** The same of a name that is whole already. */
export function pooledNameOf(name: string): string {
  const slash = name.indexOf("/");
  return pooledName(name.slice(0, slash), name.slice(slash + 1));
}
