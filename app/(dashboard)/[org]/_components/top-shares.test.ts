import { expect, it } from "vitest";
import { topShares } from "./top-shares";

const facet = (value: string, count: number | null) => ({ value, label: value, count });

it("puts the largest first and measures the others by it", () => {
  const shares = topShares([facet("a", 5), facet("b", 20), facet("c", null)]);
  expect(shares.map(({ value, ofLargest }) => [value, ofLargest])).toEqual([
    ["b", 1],
    ["a", 0.25],
  ]);
});

it("keeps to eight rows and survives zeros", () => {
  expect(topShares(Array.from({ length: 12 }, (_, index) => facet(`m${index}`, index)))).toHaveLength(8);
  expect(topShares([facet("a", 0)])).toEqual([{ value: "a", label: "a", count: 0, ofLargest: 0 }]);
});
