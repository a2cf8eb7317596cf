import { createHash } from "node:crypto";
import { readCorpus } from "../corpora";
import { generateTexts } from "../generate/generate-texts";
import type { LabelledText } from "./documents";

/** Rows of one source and label beyond this add little but weight. */
const ROWS_MAX = 900;
const LENGTH_MAX = 6_000;
const GENERATOR_SEED = 20_261;

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Corpora and texts of our own, in an order that depends on their content alone, equal beginnings once. */
export function gatherTexts(folder: string, rowsMax = ROWS_MAX, scale = 1): LabelledText[] {
  const rows = [...readCorpus(folder, "attacks"), ...readCorpus(folder, "benign")];
  const corpora = rows.map(
    (row): LabelledText => ({
      text: row.text.slice(0, LENGTH_MAX),
      isAttack: row.label !== "benign",
      source: row.source,
      stratum: row.strat ?? row.source,
    }),
  );
  const ordered = corpora
    .map((text) => ({ text, hash: hashOf(text.text) }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .map(({ text }) => text);
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  const kept = [...ordered, ...generateTexts(GENERATOR_SEED, scale)].filter((text) => {
    const start = text.text.toLowerCase().replace(/\s+/g, " ").slice(0, 200);
    const group = `${text.source} ${text.isAttack}`;
    const count = counts.get(group) ?? 0;
    if (seen.has(start) || count >= rowsMax) return false;
    seen.add(start);
    counts.set(group, count + 1);
    return true;
  });
  return kept;
}

/** Tells whether weights were trained from these very texts. */
export function hashTexts(texts: readonly LabelledText[]): string {
  const hash = createHash("sha256");
  for (const { text, isAttack, source } of texts) hash.update(`${source}\t${isAttack}\t${text}\n`);
  return hash.digest("hex");
}
