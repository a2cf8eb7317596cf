import type { Trust } from "../../server/firewall/detector";
import { scanText } from "../../server/firewall/scan-text";
import { readCorpus } from "./corpora";
import { Rng } from "./rng";
import { isOrdinary } from "./training/thresholds";

export interface OverrideRow {
  place: string;
  texts: number;
  /** Share blocked at the shipped threshold; and of the same place without the attack. */
  blocked: number;
  blockedWithout: number;
}

/** Wording that sets itself above what was said before. */
const OVERRIDE =
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,30}\b(?:previous|prior|above|earlier|preceding|all|any|your|system)\b.{0,30}\b(?:instructions?|rules?|prompts?|guidelines?|directives?|directions)\b/i;
const LENGTH_MAX = 400;
const TEXTS_MAX = 400;
const PASSAGE_MIN = 300;

type Carrier = (around: readonly [string, string], attack: string) => string;
const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Where an attack stands that somebody else than the user has written. */
const PLACES: Readonly<Record<string, { trust: Trust; carrier: Carrier }>> = {
  "as it is": { trust: "user", carrier: (_, attack) => attack },
  "in a document": {
    trust: "third_party",
    carrier: ([before, after], attack) => `${before}\n\n${attack}\n\n${after}`,
  },
  "at the end of a mail": {
    trust: "third_party",
    carrier: ([before], attack) => `From: desk@example.com\nSubject: Report\n\n${before} ${attack}`,
  },
  "in a tool’s JSON": {
    trust: "third_party",
    carrier: ([before, after], attack) =>
      `{"results":[{"title":"One","text":"${quoted(before)}"},{"title":"Two","text":"${quoted(attack)}"},{"title":"Three","text":"${quoted(after)}"}]}`,
  },
  "in a page’s comment": {
    trust: "third_party",
    carrier: ([before, after], attack) =>
      `<html><body><p>${before}</p><!-- ${attack} --><p>${after}</p></body></html>`,
  },
};

/** How much of what openly sets itself above other instructions is found, by itself and hidden in what a tool returns. */
export function measureOverride(folder: string): OverrideRow[] {
  const rng = new Rng(5);
  const all = readCorpus(folder, "attacks").filter(
    ({ text }) => text.length <= LENGTH_MAX && OVERRIDE.test(text),
  );
  const step = Math.max(1, Math.floor(all.length / TEXTS_MAX));
  const attacks = all.filter((_, index) => index % step === 0).map(({ text }) => text);
  const passages = readCorpus(folder, "benign")
    .filter(({ text, source }) => isOrdinary({ text, source, stratum: source, isAttack: false }))
    .map(({ text }) => text)
    .filter((text) => text.length >= PASSAGE_MIN && text.length <= 4 * PASSAGE_MIN && !OVERRIDE.test(text));
  if (attacks.length === 0 || passages.length === 0) return [];
  return Object.entries(PLACES).map(([place, { trust, carrier }]) => {
    const isBlocked = (text: string): boolean => scanText(text, { trust }).injection.verdict === "block";
    let [blocked, blockedWithout] = [0, 0];
    for (const attack of attacks) {
      const around = [rng.pick(passages), rng.pick(passages)] as const;
      if (isBlocked(carrier(around, attack))) blocked++;
      if (isBlocked(carrier(around, "See below."))) blockedWithout++;
    }
    const { length } = attacks;
    return { place, texts: length, blocked: blocked / length, blockedWithout: blockedWithout / length };
  });
}
