import { expect, it } from "vitest";
import { prepareScoreBars } from "./prepare-score-bars";

it("gives a bar to each score, beside the tallest, with its unsigned part", () => {
  const { bars, total } = prepareScoreBars({
    signed: [0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 3],
    unsigned: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
  });
  expect(total).toBe(8);
  expect(bars).toHaveLength(11);
  expect(bars[10]).toEqual({
    ...{ score: 10, group: "promoter", total: 4, unsigned: 1, height: 1, unsignedHeight: 0.25 },
  });
  expect(bars[0]).toMatchObject({ group: "detractor", total: 1, unsigned: 1, height: 0.25 });
});

it("sums the groups as they were given", () => {
  const counts = { signed: [1, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2], unsigned: Array(11).fill(0) };
  expect(prepareScoreBars(counts).groups).toEqual([
    { group: "detractor", count: 2, share: 0.25 },
    { group: "passive", count: 2, share: 0.25 },
    { group: "promoter", count: 4, share: 0.5 },
  ]);
});

it("shows nothing as nothing", () => {
  const none = { signed: Array(11).fill(0), unsigned: Array(11).fill(0) };
  expect(prepareScoreBars(none).bars.every(({ height }) => height === 0)).toBe(true);
  expect(prepareScoreBars(none).groups.map(({ share }) => share)).toEqual([0, 0, 0]);
});
