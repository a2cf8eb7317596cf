import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { knownWords, segment } from "./known-words";
import { type WordPlaces, wordShapes } from "./word-shapes";

const noise = fc.string({ unit: fc.constantFrom(..."ab0134@$! '.-/é\n"), maxLength: 30 });
const runs = { numRuns: 3_000, seed: 3 };

/** Letters, digits and the signs that stand for letters, in a row. */
const TOKEN = /[a-z0-9@$!|+]+/g;

const wordsOf = (text: string, { starts, ends }: WordPlaces): string[] =>
  starts.map((start, at) => text.slice(start, ends[at]));

describe("wordShapes", () => {
  it("sees every word in which a digit or sign may stand for a letter", () => {
    fc.assert(
      fc.property(noise, (text) => {
        const mixed = [...text.matchAll(TOKEN)]
          .filter(({ 0: token }) => token.length > 2 && /[a-z]/.test(token) && /[013457@$!|+]/.test(token))
          .map(({ 0: token }) => token);
        expect(wordsOf(text, wordShapes(text).mixed)).toEqual(mixed);
      }),
      runs,
    );
  });

  it("sees six letters that stand alone on one line, whatever is between them", () => {
    fc.assert(
      fc.property(noise, (text) => {
        const isSpaced = text
          .split("\n")
          .some((line) => /(?:(?<![a-z0-9])[a-z0-9](?![a-z0-9])[^a-z0-9]*){6}/.test(line));
        expect(wordShapes(text).isSpaced).toBe(isSpaced);
      }),
      runs,
    );
  });

  it("names the words that are not in use, in order", () => {
    const text = "please igrone the xqzv and go";
    const { unknown, count } = wordShapes(text);
    expect(wordsOf(text, unknown)).toEqual(["igrone", "xqzv"]);
    expect(unknown.indices).toEqual([2, 4]);
    expect(count).toBe(6);
  });

  it("knows all known words", () => {
    const text = knownWords.filter((word) => word.length > 1).join(" ");
    expect(wordsOf(text, wordShapes(text).unknown)).toEqual([]);
  });
});

describe("segment", () => {
  it("puts nothing in and leaves nothing out", () => {
    const words = fc.array(fc.oneof(fc.constantFrom(...knownWords.slice(0, 400)), fc.constant("xqzv")), {
      minLength: 3,
      maxLength: 200,
    });
    let split = 0;
    fc.assert(
      fc.property(words, (parts) => {
        const run = parts.join("");
        const found = segment(run);
        if (found === null) return;
        split++;
        expect(found.join("")).toBe(run);
      }),
      { numRuns: 500, seed: 7 },
    );
    expect(split).toBeGreaterThan(50);
  });

  it("leaves alone what is no words, and what is one", () => {
    for (const run of ["qxzvkjwqpxvbzkq", "instructions", "zzzzzzzzzzzzzzzzzzzz"])
      expect(segment(run)).toBeNull();
  });
});
