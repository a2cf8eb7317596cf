import { normaliseText } from "../normalise/normalise-text";
import { CONCEPTS } from "./concepts-table";
import { hashFeature, hashWord } from "./hash";

export const conceptNames: readonly string[] = ["", ...CONCEPTS.map(([name]) => name)];

/** Hashes of words, beginnings and phrases, each to the number of its concept. */
const words = new Map<number, number>();
const beginnings = new Map<number, number>();
const phrases = new Map<number, number>();
/** Says quickly that a hash is in none of the maps. */
const FILTER_BITS = 16;
const filter = new Uint8Array(1 << FILTER_BITS);
const slot = (hash: number): number => hash >>> (32 - FILTER_BITS);

const IS_HANGUL = /^\p{Script=Hangul}+$/u;

function learn(map: Map<number, number>, hash: number, concept: number): void {
  if (map.has(hash)) return;
  map.set(hash, concept);
  filter[slot(hash)] = 1;
}

export const phraseHash = (first: number, second: number): number => hashFeature(91, first, second, 0);

function learnPhrase(parts: string[], concept: number): void {
  let hash = hashWord(parts[0] ?? "");
  for (const part of parts.slice(1)) {
    hash = phraseHash(hash, hashWord(part));
    filter[slot(hash)] = 1;
    if (!phrases.has(hash)) phrases.set(hash, 0);
  }
  if (phrases.get(hash) === 0) phrases.set(hash, concept);
}

function learnEntry(entry: string, concept: number): void {
  const word = normaliseText(entry).text.replace(/'/g, "");
  if (word.endsWith("*") || IS_HANGUL.test(word)) {
    const stem = word.replace("*", "");
    learn(beginnings, hashWord(stem), concept);
    learn(words, hashWord(stem), concept);
  } else if (word.includes("_")) learnPhrase(word.split("_"), concept);
  else if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+$/u.test(word))
    learnPhrase([...word], concept);
  else learn(words, hashWord(word), concept);
}

const find = (map: Map<number, number>, hash: number): number =>
  filter[slot(hash)] === 0 ? 0 : (map.get(hash) ?? 0);

export const conceptOfWord = (hash: number): number => find(words, hash);
export const conceptOfBeginning = (hash: number): number => find(beginnings, hash);
/** A phrase's concept, 0 when it only begins one, -1 when it is no part of any. */
export const conceptOfPhrase = (hash: number): number =>
  filter[slot(hash)] === 0 ? -1 : (phrases.get(hash) ?? -1);

CONCEPTS.forEach(([, entries], index) => {
  for (const entry of entries.split(" ")) learnEntry(entry, index + 1);
});
