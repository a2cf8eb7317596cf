import { conceptOfBeginning, conceptOfPhrase, conceptOfWord, phraseHash } from "./concept-lookup";
import { HASH_START, hashUnit } from "./hash";
import { APOSTROPHE, BLANK, DIGIT, IDEOGRAPH, LETTER, LINE_END, unitClass } from "./unit-classes";

/** The words of a normalised text in columns; what stands between words is kept with the word after it. */
export class Tokens {
  count = 0;
  hash = new Int32Array(1024);
  start = new Int32Array(1024);
  end = new Int32Array(1024);
  concept = new Uint8Array(1024);
  /** Hash of the punctuation before the word, 0 for none. */
  mark = new Int32Array(1024);
  /** Hash of the word before and the word, and the concept they name together: -1 when they begin no phrase. */
  pair = new Int32Array(1024);
  pairConcept = new Int16Array(1024);

  /** Makes room for one more. */
  reserve(): void {
    if (this.count < this.hash.length) return;
    this.hash = grown(this.hash);
    this.start = grown(this.start);
    this.end = grown(this.end);
    this.mark = grown(this.mark);
    this.pair = grown(this.pair);
    const pairConcept = new Int16Array(this.pairConcept.length * 2);
    pairConcept.set(this.pairConcept);
    this.pairConcept = pairConcept;
    const concept = new Uint8Array(this.concept.length * 2);
    concept.set(this.concept);
    this.concept = concept;
  }
}

function grown(column: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(column.length * 2);
  wider.set(column);
  return wider;
}

/** Long unbroken runs are no words: only so many letters of one count. */
const WORD_MAX = 40;
const BEGINNING_MIN = 2;
const NUMBER_HASHES = [101, 102, 103, 104];

export function tokenise(text: string, tokens: Tokens): void {
  tokens.count = 0;
  let mark = 0;
  let markLast = 0;
  let at = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    const kind = unitClass(unit);
    if (kind === LETTER || kind === DIGIT) {
      at = readWord(text, at, tokens, mark);
      mark = 0;
      markLast = 0;
    } else if (kind === IDEOGRAPH) {
      push(tokens, hashUnit(HASH_START, unit), at, at + 1, 0, mark);
      mark = 0;
      markLast = 0;
      at++;
    } else {
      // A run of the same mark counts once, so that padding does not make new features.
      if (kind !== BLANK && unit !== markLast) {
        mark = hashUnit(mark === 0 ? HASH_START : mark, kind === LINE_END ? 10 : unit);
        markLast = unit;
      }
      at++;
    }
  }
}

function readWord(text: string, start: number, tokens: Tokens, mark: number): number {
  let hash = HASH_START;
  let concept = 0;
  let letters = 0;
  let digits = 0;
  let at = start;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const kind = unitClass(unit);
    if (kind === DIGIT) digits++;
    else if (kind === APOSTROPHE) {
      if (unitClass(text.charCodeAt(at + 1)) !== LETTER) break;
      continue;
    } else if (kind !== LETTER) break;
    if (at - start >= WORD_MAX) continue;
    letters++;
    hash = hashUnit(hash, unit);
    if (concept === 0 && letters > BEGINNING_MIN - 1) concept = conceptOfBeginning(hash);
  }
  if (digits === letters) hash = NUMBER_HASHES[Math.min(digits, 4) - 1] ?? 0;
  const whole = conceptOfWord(hash);
  if (whole !== 0) concept = whole;
  push(tokens, hash, start, at, concept, mark);
  return at;
}

function push(tokens: Tokens, hash: number, start: number, end: number, concept: number, mark: number): void {
  tokens.reserve();
  const index = tokens.count++;
  tokens.hash[index] = hash;
  tokens.start[index] = start;
  tokens.end[index] = end;
  tokens.mark[index] = mark;
  tokens.concept[index] = concept;
  notePhrases(tokens, index);
}

const PHRASE_MAX = 4;

/** Phrases that end with the word `index`: the longest names the concept. Most words are in none. */
function notePhrases(tokens: Tokens, index: number): void {
  if (index === 0) {
    tokens.pairConcept[0] = -1;
    return;
  }
  tokens.pair[index] = phraseHash(tokens.hash[index - 1] ?? 0, tokens.hash[index] ?? 0);
  tokens.pairConcept[index] = conceptOfPhrase(tokens.pair[index] ?? 0);
  for (let length = Math.min(PHRASE_MAX, index + 1); length >= 2; length--) {
    const concept = conceptOf(tokens, index, length);
    if (concept > 0) {
      tokens.concept[index] = concept;
      return;
    }
  }
}

/** Of the phrase of so many words that ends with the word `index`. */
function conceptOf(tokens: Tokens, index: number, length: number): number {
  const second = index - length + 2;
  let concept = tokens.pairConcept[second] ?? -1;
  let hash = tokens.pair[second] ?? 0;
  for (let next = second + 1; next <= index && concept >= 0; next++) {
    hash = phraseHash(hash, tokens.hash[next] ?? 0);
    concept = conceptOfPhrase(hash);
  }
  return concept;
}
