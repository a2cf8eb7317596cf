import type { NormalText } from "../normalise/normalise-text";

/** More findings of one rule in one text say nothing new. */
export const FINDINGS_MAX = 200;

export interface Span {
  start: number;
  end: number;
}

/** Whole words only, where the phrase begins and ends with letters of an alphabet that parts words. */
export function findPhrase(text: string, phrase: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) {
    const end = at + phrase.length;
    if (isEdge(text, at - 1, at) && isEdge(text, end, end - 1)) spans.push({ start: at, end });
    if (spans.length >= FINDINGS_MAX) break;
  }
  return spans;
}

const WORD = /[\p{L}\p{N}_]/u;
const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}]/u;

function isEdge(text: string, outside: number, inside: number): boolean {
  const inner = text.charAt(inside);
  return !WORD.test(text.charAt(outside)) || !WORD.test(inner) || UNPARTED.test(inner);
}

export function toOriginal({ start, end }: Span, { starts }: NormalText): Span {
  if (starts === null) return { start, end };
  return { start: starts[start] ?? start, end: starts[end] ?? end };
}
