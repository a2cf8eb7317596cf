import { describe, expect, it } from "vitest";
import { moved, priceText } from "./draft";

describe("a route's draft", () => {
  it("moves a model up and down, and never out of the list", () => {
    expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
    expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
    expect(moved(["a", "b"], 1, 2)).toEqual(["a", "b"]);
  });

  it("says what a model costs, and when nobody knows", () => {
    const model = {
      provider: "p",
      model: "m",
      name: "M",
      contextWindow: null,
      outputMicroUsdPerMtok: 2_000_000,
    };
    expect(priceText({ ...model, inputMicroUsdPerMtok: 250_000 })).toBe(
      "$0.25 in, $2 out per million tokens",
    );
    expect(priceText({ ...model, inputMicroUsdPerMtok: null })).toBe("price unknown");
    expect(priceText(undefined)).toBe("price unknown");
  });
});
