import { scanText } from "../../server/firewall/scan-text";
import { readCorpus } from "./corpora";
import { DOUBLE_DISGUISES } from "./generate/double-disguises";
import { ENCODINGS, OBFUSCATIONS, UNSEEN_DISGUISES } from "./generate/encode";
import { Rng } from "./rng";
import type { LabelledText } from "./training/documents";
import { HARD_NEGATIVES } from "./training/folds";
import { areaUnderCurve, isOrdinary, type Scored, shareAbove, thresholdAt } from "./training/thresholds";

export interface SourceRow {
  source: string;
  texts: number;
  /** Share at or above the shipped threshold of `block`. */
  blocked: number;
  /** Share above the thresholds at which this folder's ordinary prompts are stopped in 0.5 and 2 %. */
  atHalf: number;
  atTwo: number;
}

export interface InjectionReport {
  area: number;
  attacks: SourceRow[];
  ordinary: SourceRow[];
  hardNegatives: SourceRow[];
  /** Of attacks blocked as they are, the share still blocked in each disguise; and of ordinary prompts let pass. */
  kept: Record<string, { attacks: number; ordinary: number }>;
}

/** Disguises are tried on this many blocked attacks. */
const DISGUISED_MAX = 150;
const DISGUISES = { ...OBFUSCATIONS, ...ENCODINGS, ...UNSEEN_DISGUISES, ...DOUBLE_DISGUISES };
const DISGUISED_LENGTH_MAX = 400;

export function measureInjection(folder: string): InjectionReport {
  const texts = [...readCorpus(folder, "attacks"), ...readCorpus(folder, "benign")].map(
    ({ text, label, source, strat }): LabelledText => ({
      text,
      isAttack: label !== "benign",
      source,
      stratum: strat ?? source,
    }),
  );
  const blocked = new Set<string>();
  const scored = texts.map((text): Scored => {
    const { score, verdict } = scanText(text.text).injection;
    if (verdict === "block") blocked.add(text.text);
    return { text, score };
  });
  const ordinary = scored.filter(({ text }) => isOrdinary(text)).map(({ score }) => score);
  const half = thresholdAt(ordinary, 0.005);
  const two = thresholdAt(ordinary, 0.02);
  const rows = (keep: (text: LabelledText) => boolean): SourceRow[] => {
    const kept = scored.filter(({ text }) => keep(text));
    const row = (source: string, of: readonly Scored[]): SourceRow => {
      const scores = of.map(({ score }) => score);
      const stopped = of.filter(({ text }) => blocked.has(text.text)).length;
      return {
        source,
        texts: of.length,
        blocked: stopped / Math.max(1, of.length),
        atHalf: shareAbove(scores, half),
        atTwo: shareAbove(scores, two),
      };
    };
    const sources = [...new Set(kept.map(({ text }) => text.source))].sort();
    return [
      row("all", kept),
      ...sources.map((source) =>
        row(
          source,
          kept.filter(({ text }) => text.source === source),
        ),
      ),
    ];
  };
  return {
    area: areaUnderCurve(
      scored.filter(({ text }) => text.isAttack).map(({ score }) => score),
      ordinary,
    ),
    attacks: rows((text) => text.isAttack),
    ordinary: rows(isOrdinary),
    hardNegatives: rows((text) => HARD_NEGATIVES.has(text.source) || /hard/.test(text.stratum)),
    kept: measureDisguises(
      texts.filter(({ text, isAttack }) => isAttack && blocked.has(text)),
      texts.filter((text) => isOrdinary(text) && !blocked.has(text.text)),
    ),
  };
}

/** Only Latin letters can be disguised in all these ways. */
const PLAIN = /^[\x20-\x7e\n]{20,}$/;

function measureDisguises(
  attacks: readonly LabelledText[],
  ordinary: readonly LabelledText[],
): InjectionReport["kept"] {
  const rng = new Rng(3);
  const [hidden, harmless] = [sampleOf(attacks), sampleOf(ordinary)];
  const kept: InjectionReport["kept"] = {};
  for (const [name, disguise] of Object.entries(DISGUISES)) {
    const share = (texts: readonly LabelledText[]): number =>
      texts.filter(({ text }) => scanText(disguise(text, rng)).injection.verdict === "block").length /
      Math.max(1, texts.length);
    kept[name] = { attacks: share(hidden), ordinary: share(harmless) };
  }
  return kept;
}

function sampleOf(texts: readonly LabelledText[]): LabelledText[] {
  const fitting = texts.filter(({ text }) => text.length <= DISGUISED_LENGTH_MAX && PLAIN.test(text));
  const step = Math.max(1, Math.floor(fitting.length / DISGUISED_MAX));
  return fitting.filter((_, index) => index % step === 0);
}
