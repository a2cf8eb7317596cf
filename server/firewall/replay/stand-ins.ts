import type { FindingKind } from "../finding";

/** An example of each kind, put together here so that no key stands in the sources. */
const EXAMPLES: Readonly<Record<FindingKind, string>> = {
  EMAIL: "jane.roe@example.com",
  PHONE: "+1 202 555 0143",
  CREDIT_CARD: "4242 4242 4242 4242",
  IBAN: "DE89 3704 0044 0532 0130 00",
  US_SSN: "536-22-8726",
  IP_ADDRESS: "203.0.113.64",
  BR_CPF: "529.982.247-25",
  BR_CNPJ: "12.ABC.345/01DE-35",
  UK_NINO: "JA 15 54 30 C",
  SECRET: ["ghp", "q7Rk2mZx9Lw4Tn8Vb3Yc6Hd1Pf5Gs0JaKeUi"].join("_"),
};

const PLACEHOLDER = new RegExp(`\\[(${Object.keys(EXAMPLES).join("|")})(?:_\\d{1,7})?\\]`, "g");

/**
 * A redacted text with an example in the place of each placeholder, so that detectors see what kind of thing was there.
 * The examples need no escapes in JSON.
 */
export const withStandIns = (text: string): string =>
  text.replace(PLACEHOLDER, (_, kind: string) => (isKind(kind) ? EXAMPLES[kind] : ""));

const isKind = (kind: string): kind is FindingKind => Object.hasOwn(EXAMPLES, kind);

const WORDS: Readonly<Partial<Record<FindingKind, string>>> = {
  EMAIL: "[^\\s@]{1,64}@[^\\s@]{1,64}",
  PHONE: "[\\d +().-]{7,24}",
};
const ANY_WORD = "\\S{1,64}";

/** A pattern for a text in which something was replaced: any value of the kind may stand there. */
export function patternOf(text: string): string {
  let pattern = "";
  let done = 0;
  for (const found of text.matchAll(PLACEHOLDER)) {
    const kind = found[1] ?? "";
    pattern +=
      escaped(text.slice(done, found.index)) + ((isKind(kind) ? WORDS[kind] : undefined) ?? ANY_WORD);
    done = found.index + found[0].length;
  }
  return pattern + escaped(text.slice(done));
}

export const hasPlaceholders = (text: string): boolean => new RegExp(PLACEHOLDER.source).test(text);

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
