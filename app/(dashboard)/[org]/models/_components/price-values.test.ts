import { describe, expect, it } from "vitest";
import { parseRates } from "./price-values";

const EMPTY = { input: "", output: "", cachedInput: "", cacheWrite: "", reasoning: "", thousandRequests: "" };

describe("parseRates", () => {
  it("reads dollars as people type them and leaves empty fields out", () => {
    expect(parseRates({ ...EMPTY, input: " $0.25 ", output: "1,5", cachedInput: ".05" })).toEqual({
      rates: { input: 0.25, output: 1.5, cachedInput: 0.05 },
      faults: [],
    });
    expect(parseRates({ ...EMPTY, input: "0" }).rates).toEqual({ input: 0 });
  });

  it("says what is wrong beside the field", () => {
    const { faults } = parseRates({ ...EMPTY, output: "-1", reasoning: "1e9", cacheWrite: "999999" });
    expect(faults.map(([field]) => field)).toEqual(["input", "output", "cacheWrite", "reasoning"]);
  });
});
