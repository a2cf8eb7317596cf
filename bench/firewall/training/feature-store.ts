import { FeatureReader } from "../../../server/firewall/injection/features";
import { matchRules, ruleIds } from "../../../server/firewall/injection/match-rules";
import { Tokens, tokenise } from "../../../server/firewall/injection/tokenise";
import { readViews } from "../../../server/firewall/normalise/read-views";
import type { LabelledText } from "./documents";

/** A text as the model sees it: per view the features of each word by their numbers. */
export interface StoredText {
  label: number;
  source: number;
  views: StoredView[];
  rules: Uint8Array;
}
export interface StoredView {
  words: number;
  /** `ids[offsets[w]..offsets[w + 1]]` are the features of word w. */
  offsets: Int32Array;
  ids: Int32Array;
}

/** Distinct features with, for each, the number of texts and which sources they occur in. */
class Counts {
  readonly bits: number;
  readonly keys: Int32Array;
  readonly texts: Uint16Array;
  readonly last: Int32Array;
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly ids: Int32Array;
  used = 0;

  constructor(bits: number) {
    this.bits = bits;
    const size = 1 << bits;
    this.keys = new Int32Array(size);
    this.texts = new Uint16Array(size);
    this.last = new Int32Array(size).fill(-1);
    this.low = new Int32Array(size);
    this.high = new Int32Array(size);
    this.ids = new Int32Array(size).fill(-1);
  }

  slot(key: number): number {
    const mask = this.keys.length - 1;
    let at = (key >>> (32 - this.bits)) & mask;
    while (this.texts[at] !== 0 && this.keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  note(key: number, text: number, source: number): void {
    const at = this.slot(key);
    if (this.texts[at] === 0) {
      this.keys[at] = key;
      this.used++;
      if (this.used > this.keys.length * 0.8) throw new Error("too many features for the table");
    }
    if (this.last[at] === text) return;
    this.last[at] = text;
    this.texts[at] = Math.min(65_535, (this.texts[at] ?? 0) + 1);
    if (source < 32) this.low[at] = (this.low[at] ?? 0) | (1 << source);
    else this.high[at] = (this.high[at] ?? 0) | (1 << (source - 32));
  }
}

export interface FeatureStore {
  texts: StoredText[];
  sources: string[];
  /** Hash of each feature kept, by its number; the sources it occurs in, as bits. */
  hashes: Int32Array;
  low: Int32Array;
  high: Int32Array;
}

const TEXTS_MIN = 3;
const TABLE_BITS = 24;

/** Reads all texts, counts their features, and keeps those that enough texts share. */
export function buildStore(texts: readonly LabelledText[]): FeatureStore {
  const sources = [...new Set(texts.map(({ source }) => source))].sort();
  if (sources.length > 64) throw new Error("more than 64 sources");
  const counts = new Counts(TABLE_BITS);
  const tokens = new Tokens();
  const reader = new FeatureReader(tokens);
  const read = texts.map(({ text, isAttack, source }, index): StoredText => {
    const number = sources.indexOf(source);
    const rules = new Uint8Array(ruleIds.length);
    const views = readViews(text).map((view) => readView((view.outside ?? view).text, tokens, reader, rules));
    for (const { ids } of views) for (const hash of ids) counts.note(hash, index, number);
    return { label: isAttack ? 1 : 0, source: number, views, rules };
  });
  const kept = numberKept(counts);
  for (const { views } of read) for (const view of views) keepKnown(view, counts);
  return { texts: read, sources, ...kept };
}

function numberKept(counts: Counts): Pick<FeatureStore, "hashes" | "low" | "high"> {
  let next = 0;
  const hashes: number[] = [];
  const low: number[] = [];
  const high: number[] = [];
  for (let at = 0; at < counts.keys.length; at++) {
    if ((counts.texts[at] ?? 0) < TEXTS_MIN) continue;
    counts.ids[at] = next++;
    hashes.push(counts.keys[at] ?? 0);
    low.push(counts.low[at] ?? 0);
    high.push(counts.high[at] ?? 0);
  }
  return { hashes: Int32Array.from(hashes), low: Int32Array.from(low), high: Int32Array.from(high) };
}

/** The features of a view, still by their hashes. */
function readView(text: string, tokens: Tokens, reader: FeatureReader, rules: Uint8Array): StoredView {
  const hashes: number[] = [];
  const offsets: number[] = [];
  tokenise(text, tokens);
  reader.begin(text);
  for (let word = 0; word < tokens.count; word++) {
    offsets.push(hashes.length);
    reader.read(word);
    for (let at = 0; at < reader.count; at++) hashes.push(reader.out[at] ?? 0);
  }
  offsets.push(hashes.length);
  matchRules(text, tokens, rules);
  return { words: tokens.count, offsets: Int32Array.from(offsets), ids: Int32Array.from(hashes) };
}

/** Puts numbers in place of hashes and drops what was not kept. */
function keepKnown(view: StoredView, counts: Counts): void {
  let next = 0;
  let word = 0;
  const ids = new Int32Array(view.ids.length);
  for (let at = 0; at < view.ids.length; at++) {
    while (view.offsets[word] === at) view.offsets[word++] = next;
    const id = counts.ids[counts.slot(view.ids[at] ?? 0)] ?? -1;
    if (id >= 0) ids[next++] = id;
  }
  while (word < view.offsets.length) view.offsets[word++] = next;
  view.ids = ids.slice(0, next);
}
