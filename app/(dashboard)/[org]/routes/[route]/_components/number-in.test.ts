import { describe, expect, it } from "vitest";
import { numberIn } from "./number-in";

describe("a number that is typed", () => {
  it("stays what it is, on the nearest step", () => {
    expect(["7.3", "0.3", "9.94", "5"].map((text) => numberIn(text, 0.1))).toEqual([7.3, 0.3, 9.9, 5]);
    expect(["1500", "99.6"].map((text) => numberIn(text, 1))).toEqual([1_500, 100]);
  });

  it("is none where the field is empty", () => {
    expect(numberIn("", 1)).toBeNull();
  });
});
