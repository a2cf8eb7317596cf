import { describe, expect, it } from "vitest";
import { formatRate, rateUnit, shortPromptRate } from "./rates";

describe("formatRate", () => {
  it.each([
    [15, "$15"],
    [2.5, "$2.50"],
    [0.075, "$0.075"],
    [0.0028, "$0.0028"],
    [0, "$0"],
    [null, "–"],
    [undefined, "–"],
  ])("writes %s as %s", (usd, text) => {
    expect(formatRate(usd)).toBe(text);
  });
});

describe("a rate", () => {
  it("says what it is for, and is that of short prompts where there are tiers", () => {
    expect(rateUnit("thousandSearches")).toBe("1,000 searches");
    expect(rateUnit("output")).toBe("1M tokens");
    expect(shortPromptRate({ base: 1, tiers: [{ start: 200_000, price: 2 }] })).toBe(1);
    expect(shortPromptRate(3)).toBe(3);
    expect(shortPromptRate(undefined)).toBeNull();
  });
});
