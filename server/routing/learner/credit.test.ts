import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { creditSession } from "./credit";

const turn = (
  model: string,
  category = "qa",
  isWithoutModel = false,
  visibleTokens: number | null = null,
) => ({ model, category, isWithoutModel, visibleTokens });

describe("creditSession", () => {
  it("gives everything to the only model of a session", () => {
    expect(creditSession([turn("a"), turn("a"), turn("a")])).toEqual([
      { category: "qa", model: "a", weight: 1 },
    ]);
  });

  it("counts the last request twice and drops a model with less than a fifth", () => {
    expect(creditSession([turn("a"), turn("b")])).toEqual([
      { category: "qa", model: "b", weight: 2 / 3 },
      { category: "qa", model: "a", weight: 1 / 3 },
    ]);
    const long = [turn("b"), ...Array.from({ length: 6 }, () => turn("a"))];
    expect(creditSession(long)).toEqual([{ category: "qa", model: "a", weight: 7 / 8 }]);
  });

  it("credits the category that most of the session was about", () => {
    expect(creditSession([turn("a", "code"), turn("a", "code"), turn("a", "code"), turn("a", "qa")])).toEqual(
      [{ category: "code", model: "a", weight: 1 }],
    );
  });

  it("credits nothing for answers that no model gave", () => {
    expect(creditSession([turn("a", "qa", true)])).toEqual([]);
    expect(creditSession([])).toEqual([]);
    expect(creditSession([turn("a"), turn("b", "qa", true)])).toEqual([
      { category: "qa", model: "a", weight: 1 },
    ]);
  });

  it("counts an answer by what could be read of it, within bounds", () => {
    const read = (tokens: number) => turn("a", "qa", false, tokens);
    const share = (first: number, last: number) =>
      creditSession([turn("b", "qa", false, first), read(last)]).find(({ model }) => model === "b")?.weight;
    expect(share(400, 100)).toBeCloseTo(400 / 600, 9);
    expect(share(9_000, 512)).toBeCloseTo(0.5, 9);
    expect(share(64, 0)).toBeCloseTo(64 / 96, 9);
  });

  it("never gives away more than one session", () => {
    const model = fc.constantFrom("a", "b", "c", "d", "e", "f", "g");
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            model,
            category: model,
            isWithoutModel: fc.boolean(),
            visibleTokens: fc.option(fc.nat()),
          }),
        ),
        (requests) => {
          const total = creditSession(requests).reduce((sum, { weight }) => sum + weight, 0);
          expect(total).toBeLessThanOrEqual(1 + 1e-9);
        },
      ),
      { seed: 5 },
    );
  });
});
