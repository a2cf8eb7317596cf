import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { CAPABILITIES } from "@/server/contracts/models";

export const MODEL_SORTS = ["used", "name", "cheapest", "dearest", "context", "cost"] as const;
export type ModelSort = (typeof MODEL_SORTS)[number];

/** The URL of the models page: every filter, the order, the open model. */
export const modelsParams = {
  scope: parseAsStringLiteral(["callable", "all"]).withDefault("callable"),
  q: parseAsString,
  provider: parseAsString,
  can: parseAsStringLiteral(CAPABILITIES),
  price: parseAsStringLiteral(["known", "unknown", "own"]),
  sort: parseAsStringLiteral(MODEL_SORTS).withDefault("used"),
  model: parseAsString,
};
export type ModelsParams = inferParserType<typeof modelsParams>;

export const loadModelsParams = createLoader(modelsParams);
const serialize = createSerializer(modelsParams);

export function modelsHref(orgSlug: string, params: Partial<ModelsParams>): string {
  return serialize(`/${orgSlug}/models`, params);
}
