import { describe, expect, it } from "vitest";
import { retryDelayMs } from "./retry-delay";

const limits = { firstMs: 1_000, lastMs: 60_000 };

describe("the wait before the next try", () => {
  it("doubles with each try, up to a limit", () => {
    expect([1, 2, 3, 7, 40].map((attempts) => retryDelayMs(attempts, limits, 0.5))).toEqual([
      1_000, 2_000, 4_000, 60_000, 60_000,
    ]);
  });

  it("is spread by a fifth to either side", () => {
    expect([0, 1].map((random) => retryDelayMs(1, limits, random))).toEqual([800, 1_200]);
  });
});
