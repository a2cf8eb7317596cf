import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { likeQuestions, packQuestion, unitVector } from "./question-vector";

const name = (letter: string): string => letter.repeat(43);
const unit = (...values: number[]): Float32Array => unitVector(values) ?? new Float32Array(0);

describe("a question's vector", () => {
  it("has the length 1 whatever its numbers", () => {
    const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
      minLength: 2,
      maxLength: 50,
    });
    fc.assert(
      fc.property(numbers, (values) => {
        fc.pre(values.some((value) => Math.abs(value) > 1e-3));
        const length = unit(...values).reduce((sum, value) => sum + value * value, 0);
        expect(length).toBeCloseTo(1, 3);
      }),
    );
  });

  it.each([[null], ["base64"], [[1]], [[0, 0]], [[1, null]], [[1, Number.NaN]], [Array(8_193).fill(1)]])(
    "is none for what is no direction: %j",
    (values) => {
      expect(unitVector(values)).toBeNull();
    },
  );
});

describe("questions that are alike", () => {
  const kept = [
    packQuestion({ vector: unit(1, 0), answerName: name("a") }),
    packQuestion({ vector: unit(1, 0.2), answerName: name("b") }),
    packQuestion({ vector: unit(0, 1), answerName: name("c") }),
    packQuestion({ vector: unit(1, 0, 0), answerName: name("d") }),
    Buffer.from("poison"),
  ];

  it("are those above the bound, the most alike first; other lengths are never compared", () => {
    const found = likeQuestions(unit(1, 0.01), kept, 0.95);
    expect(found.map(({ answerName }) => answerName[0])).toEqual(["a", "b"]);
    expect(found[0]?.similarity).toBeGreaterThan(found[1]?.similarity ?? 1);
    expect(likeQuestions(unit(1, 1), kept, 0.95)).toEqual([]);
  });

  it("are found wherever their bytes lie", () => {
    const shifted = kept.map((bytes) => Buffer.concat([Buffer.alloc(1), bytes]).subarray(1));
    expect(likeQuestions(unit(1, 0), shifted, 0.99)).toEqual(likeQuestions(unit(1, 0), kept, 0.99));
  });
});
