import { WORDING_TABLE } from "./survey-wording-table";

/** Languages with a standard wording of their own. */
export const SURVEY_LOCALES = [
  "en",
  "ar",
  "de",
  "es",
  "fr",
  "it",
  "ja",
  "nl",
  "pl",
  "pt",
  "tr",
  "zh",
] as const;
export type SurveyLocale = (typeof SURVEY_LOCALES)[number];

export interface SurveyWording {
  /** `{product}` stands for what is asked about. */
  question: string;
  /** What is asked about where the project gives no name. */
  product: string;
  low: string;
  high: string;
  reason: string;
  /** Below the comment field. */
  privacy: string;
  send: string;
  skip: string;
  later: string;
  close: string;
  thanks: string;
}

const RIGHT_TO_LEFT: readonly SurveyLocale[] = ["ar"];

export function directionOf(locale: SurveyLocale): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.includes(locale) ? "rtl" : "ltr";
}

/** The language with a wording that fits a tag such as `pt-BR`; null when there is none. */
export function surveyLocale(tag: string | null | undefined): SurveyLocale | null {
  const language = tag?.trim().toLowerCase().split(/[-_]/)[0];
  return SURVEY_LOCALES.find((locale) => locale === language) ?? null;
}

/** The first language of an `Accept-Language` header that has a wording. */
export function acceptedLocale(header: string | undefined): SurveyLocale | null {
  const wanted = (header ?? "")
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag, ...parameters] = part.split(";");
      const quality = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find(Boolean);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .sort((left, right) => right.quality - left.quality);
  for (const { tag } of wanted) {
    const locale = surveyLocale(tag);
    if (locale !== null) return locale;
  }
  return null;
}

/** The standard wording with the product's name in it. */
export function wordingFor(locale: SurveyLocale, productName: string | null): Omit<SurveyWording, "product"> {
  const { product, ...wording } = WORDING_TABLE[locale];
  return { ...wording, question: wording.question.replace("{product}", () => productName ?? product) };
}
