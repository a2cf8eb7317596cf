import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atOnce } from "@/server/text/in-turns";
import { parseSteps, TooDeep } from "./parse-steps";

const parse = (text: string, stepBytes?: number, depthMax = 64): unknown =>
  atOnce(parseSteps(Buffer.from(text), { depthMax, ...(stepBytes === undefined ? {} : { stepBytes }) }));

/** What comes of it, with "no JSON" for an error. */
const outcome = (read: () => unknown): unknown => {
  try {
    return JSON.stringify(read());
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    return "no JSON";
  }
};

const stepBytes = fc.integer({ min: 1, max: 40 });
const spaced = fc.tuple(fc.jsonValue(), fc.constantFrom(undefined, 1, "\t\r\n"));
const written = spaced.map(([value, space]) => JSON.stringify(value, null, space));

describe("parseSteps", () => {
  it("makes of any JSON what the parser makes of it, in steps of any size", () => {
    fc.assert(
      fc.property(written, stepBytes, (text, step) => {
        expect(parse(text, step)).toEqual(JSON.parse(text));
      }),
      { numRuns: 2_000, seed: 5 },
    );
  });

  it("refuses what the parser refuses: JSON with something left out, put in or said again", () => {
    const noise = fc.constantFrom("", ",", ",,", "]", "}", "[", "{", '"', "\\", ":", "1", " ", "null");
    const place = fc.nat({ max: 200 });
    let refused = 0;
    fc.assert(
      fc.property(written, stepBytes, noise, place, fc.nat({ max: 3 }), (text, step, put, at, left) => {
        const broken = text.slice(0, at) + put + text.slice(at + left);
        const expected = outcome(() => JSON.parse(broken));
        expect(outcome(() => parse(broken, step))).toBe(expected);
        if (expected === "no JSON") refused++;
      }),
      { numRuns: 5_000, seed: 6 },
    );
    expect(refused).toBeGreaterThan(1_000);
  });

  it("takes escapes and characters of several bytes for what they are, wherever a long text is cut", () => {
    const unit = fc.constantFrom("a", "é", "😀", '"', "\\", "\n", "\u0001", "\ud83d");
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 6 }), fc.nat({ max: 12 }), (units, shift) => {
        const text = "x".repeat(shift) + units.join("").repeat(Math.ceil(1_200_000 / units.join("").length));
        const escaped = JSON.stringify({ text }).replace(/😀/g, "\\ud83d\\ude00");
        expect(parse(escaped)).toEqual({ text });
      }),
      { numRuns: 12, seed: 7 },
    );
  });

  it("keeps the last of two members with one name, and takes no name for the prototype", () => {
    const long = "z".repeat(50);
    const read = parse(`{"a":"${long}","__proto__":{"b":"${long}"},"a":2}`, 10);
    expect(Object.keys(Object(read))).toEqual(["a", "__proto__"]);
    expect(Object(read).a).toBe(2);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(Object(read).b).toBeUndefined();
  });

  it("refuses what nests too deep, whatever stands in strings", () => {
    const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(() => parse(nested(64))).not.toThrow();
    expect(() => parse(nested(65))).toThrow(TooDeep);
    expect(() => parse(`["${"[".repeat(100)}\\"${"{".repeat(100)}\\\\"]`)).not.toThrow();
    expect(() => parse(`["\\\\",${nested(100)}]`)).toThrow(TooDeep);
  });

  it("takes ten megabytes of small values apart", () => {
    const steps = parseSteps(Buffer.from(`[${"[[]],".repeat(1_900_000)}1]`), { depthMax: 64 });
    let count = 0;
    let last = steps.next();
    for (; last.done !== true; last = steps.next()) count++;
    expect(count).toBeGreaterThan(100);
    expect(Object(last.value)).toHaveLength(1_900_001);
  });
});
