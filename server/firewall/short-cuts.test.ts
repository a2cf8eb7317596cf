import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digitShape } from "./digit-shape";
import { ASSIGNMENT, addValue, findAssigned } from "./find-assigned";
import { findPii } from "./find-pii";
import { findSecrets } from "./find-secrets";

/** Tries every pattern for numbers, whatever the digits look like. */
const ALL_PATTERNS = {
  total: Number.POSITIVE_INFINITY,
  stretchMax: Number.POSITIVE_INFINITY,
  dotted: Number.POSITIVE_INFINITY,
  hasIbanStart: true,
};
const random = "q7Rk2mZx9Lw4Tn8Vb3Yc6Hd1Pf5Gs0Ja";
const runs = { numRuns: 5_000, seed: 11 };

const numbers = fc.constantFrom(
  ...["4242 4242 4242 4242", "DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19", "529.982.247-25"],
  ...["52998224725", "203.0.113.64", "536-22-8726", "ssn 536228726", "JA 15 54 30 C", "+44 7700 900139"],
  ...["(824) 555-0125", "(21) 96186-6699", "07700 900721", "phone 555 123 4567", "555 1234 mobile"],
  ...["11.222.333/0001-81", "12.ABC.345/01DE-35", "11222333000181", "2001:db8::8a2e:370:7334"],
);
const digits = fc.string({ unit: fc.constantFrom(..."0123456789 ().+-/,:AZaz"), maxLength: 24 });
const names = fc.constantFrom(
  ...["pass", "password", "Passwd", "passphrase", "PWD", "secret", "token", "API_KEY", "api-key", "apikey"],
  ...["access_key", "private-key", "credential", "credentials", "Authorization", "senha", "contraseña"],
  ...["x", "bypass", "Bearer", "basic", "note"],
);
const marks = fc.string({ unit: fc.constantFrom(..."\"'` \t\u00a0\u3000:=>~,;"), maxLength: 6 });
const values = fc.constantFrom(
  "hunter2!x",
  random,
  `~${random}`,
  "changeme",
  "a.b(c)",
  "short",
  "x".repeat(20),
);
const textOf = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.array(fc.oneof(...parts, fc.string({ maxLength: 6 })), { maxLength: 14 }).map((all) => all.join(""));

describe("short cuts of the detectors", () => {
  it("skip no pattern for numbers that would have matched", () => {
    fc.assert(
      fc.property(textOf(numbers, digits), (text) => {
        expect(findPii(text, digitShape(text))).toEqual(findPii(text, ALL_PATTERNS));
      }),
      runs,
    );
  });

  it("find every assignment that a search through the whole text finds", () => {
    fc.assert(
      fc.property(textOf(names, marks, values), (text) => {
        const found: number[][] = [];
        const all: number[][] = [];
        findAssigned(text, (start, end) => found.push([start, end]));
        ASSIGNMENT.lastIndex = 0;
        for (const match of text.matchAll(ASSIGNMENT))
          addValue(match, (start, end) => all.push([start, end]));
        expect(found).toEqual(all);
      }),
      runs,
    );
  });

  it("find a bearer token wherever its word stands before it", () => {
    const blank = fc.constantFrom(" ", "  ", "\t", "\u00a0");
    const before = fc.constantFrom("", " ", "\n", "(", "1", "~", "x-");
    fc.assert(
      fc.property(before, fc.constantFrom("bearer", "Basic"), blank, (start, word, gap) => {
        const text = `${start}${word}${gap}${random}`;
        const at = text.length - random.length;
        expect(findSecrets(text)).toEqual([{ kind: "SECRET", start: at, end: text.length }]);
      }),
    );
  });
});
