import { expect, it } from "vitest";
import { formatPoints } from "./nps-format";

it("writes points with their sign, whole from one on", () => {
  expect([30.4, -12.6, 100, 0.949, 0.95, 0.3, -0.3, 0.04, 0, -0.01].map(formatPoints)).toEqual([
    ...["+30", "−13", "+100", "+0.9", "+1", "+0.3", "−0.3", "0", "0", "0"],
  ]);
});
