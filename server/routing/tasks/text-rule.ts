import { WordFinder } from "@/server/text/word-finder";

/** A pattern on text in lower case, tried only where one of its words stands. */
export interface TextRule {
  test(text: ReadText): boolean;
}

/** A text in lower case, and which rules have one of their words in it. */
export interface ReadText {
  text: string;
  rules: number;
}

const finder = new WordFinder();
let rulesCount = 0;

/** One pass over the text looks for the words of every rule at once; most patterns then need not be tried. */
export const readText = (text: string): ReadText => ({ text, rules: finder.groupsIn(text) });

export function rule(words: string, pattern: RegExp): TextRule {
  const bit = 1 << rulesCount++;
  for (const word of words.split("|")) finder.add(word, bit);
  return { test: ({ text, rules }) => (rules & bit) !== 0 && pattern.test(text) };
}
