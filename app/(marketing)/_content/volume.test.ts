import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { offersFor, positionOf, VOLUME_STEPS, volumeAt } from "./volume";

describe("the price of a volume", () => {
  it.each([
    [20_000, "all included", "$59"],
    [100_000, "what is said in 80,000 of them is not stored", "$59"],
    [250_000, "stops at 100,000: 150,000 are refused", "$67"],
    [5_000_000, "stops at 100,000: 4,900,000 are refused", "$443"],
  ])("of %i requests comes from the plan table", (requests, freeNote, proPrice) => {
    const [free, pro] = offersFor(requests);
    expect(free).toMatchObject({ price: "$0", note: freeNote });
    expect(pro?.price).toBe(proPrice);
  });

  it("is known for any volume, and never falls with more requests", () => {
    const usd = (requests: number): number => Number(offersFor(requests)[1]?.price.replace(/[$,]/g, ""));
    fc.assert(
      fc.property(fc.nat(500_000_000), fc.nat(1_000_000), (requests, more) => {
        expect(usd(requests + more)).toBeGreaterThanOrEqual(usd(requests));
      }),
    );
  });
});

describe("the slider", () => {
  it("goes from a thousand to a hundred million in even factors, and back", () => {
    expect([volumeAt(0), volumeAt(20), volumeAt(VOLUME_STEPS)]).toEqual([1_000, 10_000, 100_000_000]);
    for (let position = 1; position <= VOLUME_STEPS; position += 1) {
      expect(volumeAt(position)).toBeGreaterThan(volumeAt(position - 1));
      expect(positionOf(volumeAt(position))).toBe(position);
    }
  });
});
