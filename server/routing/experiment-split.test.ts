import { expect, it } from "vitest";
import { variantOf } from "./experiment-split";

const sessions = Array.from({ length: 20_000 }, (_, index) => `session-${index}`);
const shareOfB = (id: string, splitPercentage: number): number =>
  sessions.filter((session) => variantOf({ id, splitPercentage }, session) === "B").length / sessions.length;

it("splits sessions as the percentage says, each always to the same side", () => {
  for (const split of [0, 5, 50, 100]) {
    expect(Math.abs(shareOfB("exp_1", split) - split / 100)).toBeLessThan(0.01);
    expect(shareOfB("exp_1", split)).toBe(shareOfB("exp_1", split));
  }
});

it("keeps the sessions of B in B when their share grows, and splits another experiment anew", () => {
  const inB = (id: string, splitPercentage: number) =>
    sessions.filter((session) => variantOf({ id, splitPercentage }, session) === "B");
  const grown = new Set(inB("exp_1", 20));
  expect(inB("exp_1", 10).every((session) => grown.has(session))).toBe(true);
  const both = inB("exp_2", 20).filter((session) => grown.has(session)).length;
  expect(both / grown.size).toBeCloseTo(0.2, 1);
});
