import { describe, expect, it } from "vitest";
import { type DailySum, findEpochs } from "./epochs";

/** Pseudo-random, the same in every run. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Series {
  groupId: string;
  model?: string;
  days?: number;
  n?: number;
  mean?: (day: number) => number;
  seed?: number;
}

/** `n` NPS answers a day around a mean. */
function series({ groupId, model = "a", days = 40, n = 10, mean = () => 0.7, seed = 1 }: Series): DailySum[] {
  const random = noise(
    seed + groupId.length * 77 + groupId.charCodeAt(groupId.length - 1) * 13 + model.charCodeAt(0),
  );
  return Array.from({ length: days }, (_, day) => {
    const s = Array.from({ length: n }, () => mean(day) + 0.5 * (random() + random() + random() - 1.5));
    const sum = s.reduce((total, one) => total + one, 0);
    return { groupId, projectId: groupId, category: "qa", model, signal: "nps" as const, day, n, s: sum };
  });
}

const groups = (count: number, more: Partial<Series> = {}): DailySum[] =>
  Array.from({ length: count }, (_, index) => series({ groupId: `org-${index}`, ...more })).flat();
const falls =
  (at: number, by = 0.25) =>
  (day: number) =>
    day < at ? 0.75 : 0.75 - by;

describe("findEpochs", () => {
  it("finds a model that has become worse for everybody, and since when", () => {
    const rows = [...groups(6, { mean: falls(25) }), ...groups(6, { model: "b" })];
    const [epoch, ...others] = findEpochs(rows, 5);
    expect(others).toEqual([]);
    expect(epoch).toMatchObject({ model: "a", direction: "worse" });
    expect(Math.abs((epoch?.sinceDay ?? 0) - 25)).toBeLessThanOrEqual(1);
  });

  it("finds a model that has become better", () => {
    const rows = groups(6, { mean: (day) => (day < 20 ? 0.5 : 0.75) });
    expect(findEpochs(rows, 5)).toMatchObject([{ model: "a", direction: "better" }]);
  });

  it("raises no alarm in calm times", () => {
    for (let seed = 1; seed <= 30; seed++)
      expect(findEpochs([...groups(6, { seed }), ...groups(6, { model: "b", seed })], 5)).toEqual([]);
  });

  it("does not believe one organisation, however much it sends", () => {
    const liar = series({ groupId: "liar", n: 1_000, mean: falls(20, 0.7) });
    expect(findEpochs([...groups(6), ...liar], 5)).toEqual([]);
    expect(findEpochs(liar, 1)).toHaveLength(1);
  });

  it("tells a model that changes from users that have become stricter with all models", () => {
    const stricter = ["a", "b", "c"].flatMap((model) => groups(6, { model, mean: falls(25) }));
    expect(findEpochs(stricter, 5)).toEqual([]);
  });

  it("measures from the change on, and sees a second one", () => {
    const twice = (day: number): number => (day < 20 ? 0.9 : day < 40 ? 0.65 : 0.4);
    const rows = groups(6, { days: 60, mean: twice });
    const [epoch] = findEpochs(rows, 5);
    expect(Math.abs((epoch?.sinceDay ?? 0) - 40)).toBeLessThanOrEqual(1);
    expect(
      Math.abs(
        (findEpochs(
          rows.filter(({ day }) => day < 38),
          5,
        )[0]?.sinceDay ?? 0) - 20,
      ),
    ).toBeLessThanOrEqual(1);
  });

  it("is a function of the rows alone, in any order", () => {
    const rows = [...groups(6, { mean: falls(25) }), ...groups(6, { model: "b" })];
    expect(findEpochs(rows.toReversed(), 5)).toEqual(findEpochs(rows, 5));
  });
});
