import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsInteger,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { urlRange } from "@/app/_lib/url-range";
import { PROOFS } from "@/server/contracts/feedback";
import { NPS_DIMENSIONS, NPS_RANGE_IDS, type NpsFiltersInput } from "@/server/contracts/nps";
import type { ListNpsAnswersInput } from "@/server/contracts/nps-answers";

/** Which answers are listed below the figures. */
export const ANSWER_LISTS = ["open", "handled", "comments", "all", "held"] as const;
export type AnswerList = (typeof ANSWER_LISTS)[number];

/** The URL of the NPS page: every filter, what answers are split by, and which of them are listed. */
export const npsParams = {
  range: parseAsStringLiteral(NPS_RANGE_IDS).withDefault("90d"),
  /** Both together replace `range`. */
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  projectId: parseAsArrayOf(parseAsString),
  routeId: parseAsArrayOf(parseAsString),
  model: parseAsArrayOf(parseAsString),
  locale: parseAsArrayOf(parseAsString),
  appVersion: parseAsArrayOf(parseAsString),
  proof: parseAsArrayOf(parseAsStringLiteral(PROOFS)),
  traffic: parseAsStringLiteral(["all", "live", "sandbox"]).withDefault("all"),
  by: parseAsStringLiteral(NPS_DIMENSIONS).withDefault("model"),
  list: parseAsStringLiteral(ANSWER_LISTS).withDefault("open"),
  score: parseAsInteger,
};

export type NpsParams = inferParserType<typeof npsParams>;
export const loadNpsParams = createLoader(npsParams);

/** The URL's filters as the server takes them; empty ones are left out, so that equal views share a cache entry. */
export function npsFiltersOf(params: NpsParams): NpsFiltersInput {
  const { projectId, routeId, model, locale, appVersion, proof, traffic } = params;
  return {
    range: urlRange(params),
    ...(projectId?.length ? { projectId } : {}),
    ...(routeId?.length ? { routeId } : {}),
    ...(model?.length ? { model } : {}),
    ...(locale?.length ? { locale } : {}),
    ...(appVersion?.length ? { appVersion } : {}),
    ...(proof?.length ? { proof } : {}),
    ...(traffic === "all" ? {} : { traffic }),
  };
}

const LISTED = {
  open: { group: ["detractor"], state: "open" },
  handled: { group: ["detractor"], state: "handled" },
  comments: { hasComment: true },
  all: {},
  held: { isHeld: true },
} as const satisfies Record<AnswerList, unknown>;

export function answersInputOf(params: NpsParams): ListNpsAnswersInput {
  const {
    group,
    ...listed
  }: { group?: readonly ["detractor"]; state?: "open" | "handled"; hasComment?: true; isHeld?: true } =
    LISTED[params.list];
  return {
    ...npsFiltersOf(params),
    ...listed,
    ...(group === undefined ? {} : { group: [...group] }),
    ...(params.score === null || params.score < 0 || params.score > 10 ? {} : { score: params.score }),
  };
}

/** Every filter cleared; range, split and list stay. */
export const NO_NPS_FILTERS = {
  projectId: null,
  routeId: null,
  model: null,
  locale: null,
  appVersion: null,
  proof: null,
  traffic: null,
  score: null,
} as const;
