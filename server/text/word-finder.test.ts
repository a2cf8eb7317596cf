import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WordFinder } from "./word-finder";

const words = fc.array(fc.string({ unit: fc.constantFrom(..."abc "), minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 20,
});
const text = fc.string({ unit: fc.constantFrom(..."abc é😀"), maxLength: 60 });

describe("WordFinder", () => {
  it("finds the groups that a search for each word by itself finds", () => {
    fc.assert(
      fc.property(words, text, (known, searched) => {
        const finder = new WordFinder();
        known.forEach((word, index) => {
          finder.add(word, 1 << (index % 5));
        });
        const expected = known.reduce(
          (bits, word, index) => (searched.includes(word) ? bits | (1 << (index % 5)) : bits),
          0,
        );
        expect(finder.groupsIn(searched)).toBe(expected);
      }),
      { numRuns: 3_000, seed: 7 },
    );
  });

  it("finds words that are added after a search", () => {
    const finder = new WordFinder();
    finder.add("one", 1);
    expect(finder.groupsIn("two ones")).toBe(1);
    finder.add("two", 2);
    expect(finder.groupsIn("two ones")).toBe(3);
  });
});
