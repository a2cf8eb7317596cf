import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STRUCTURE_RULES } from "../injection/rules-table";
import { hasBase64Run, hasBinaryRun, hasDecimalRun, hasHexRun, hasMorseRun } from "./text-shape";

const BASE64 = /[A-Za-z0-9+/_-]{16,}={0,2}/;
const HEX = /(?:(?:0x|\\x)?[0-9a-fA-F]{2}[ ,:]?){10,}/;
const BINARY = /(?:[01]{8}[ ,]{0,2}){5,}/;
const DECIMAL = /(?:(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6])[ ,]{1,2}){7,}\d{2,3}/;
const MORSE = /(?:[.·-]{1,6}[ /|]{1,9}){7,}[.·-]{0,6}/;

const noise = fc.string({ unit: fc.constantFrom(..."ab zZ09.,·-/|'_*~=é"), maxLength: 24 });
const made = fc.oneof(
  ...[BASE64, HEX, BINARY, DECIMAL, MORSE].map((pattern) =>
    fc.stringMatching(new RegExp(pattern.source.replace(/\(\?<?![^)]*\)/g, "").replace(/,\}/g, ",30}"))),
  ),
  fc
    .array(fc.string({ unit: fc.constantFrom(..."ab0134@$! '.-"), maxLength: 8 }))
    .map((all) => all.join(" ")),
);
const text = fc.array(fc.oneof(made, noise), { maxLength: 4 }).map((all) => all.join(" "));
const runs = { numRuns: 4_000, seed: 3 };

describe("shapes of a text", () => {
  it.each([
    ["base64", BASE64, hasBase64Run],
    ["hexadecimal", HEX, hasHexRun],
    ["binary", BINARY, hasBinaryRun],
    ["decimal", DECIMAL, hasDecimalRun],
    ["Morse", MORSE, hasMorseRun],
  ] as const)("say no only to what the pattern for %s does not match", (_, pattern, hasIt) => {
    let matched = 0;
    fc.assert(
      fc.property(text, (value) => {
        if (!pattern.test(value)) return;
        matched++;
        expect(hasIt(value)).toBe(true);
      }),
      runs,
    );
    expect(matched).toBeGreaterThan(20);
  });

  it("are no shape at all for ordinary prose", () => {
    const prose =
      "I don't know, e.g. whether a dog - or a cat - is better; it's up to you. Feed it at 8 a.m.!";
    expect(
      [hasBase64Run, hasHexRun, hasBinaryRun, hasDecimalRun, hasMorseRun].some((has) => has(prose)),
    ).toBe(false);
  });
});

describe("signs of the rules on structure", () => {
  it.each(STRUCTURE_RULES.map((rule) => [rule.id, rule] as const))(
    "stand in all that %s matches",
    (_, rule) => {
      const source = rule.pattern.source.replace(/\\b/g, "").replace(/\(\?:\^\|\\n\|/g, "(?:\\n|");
      fc.assert(
        fc.property(fc.stringMatching(new RegExp(source)), (matched) => {
          if (!rule.pattern.test(matched)) return;
          expect(rule.signs.some((sign) => matched.includes(sign))).toBe(true);
        }),
        { numRuns: 1_000, seed: 5 },
      );
    },
  );

  it("leave room for one bit each", () => {
    expect(STRUCTURE_RULES.length).toBeLessThanOrEqual(30);
  });
});
