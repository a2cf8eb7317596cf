import { describe, expect, it } from "vitest";
import { formatExactTime, formatRelativeTime } from "./time-format";

const now = new Date("2026-11-23T12:00:00Z");
const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe("formatRelativeTime", () => {
  it.each([
    [3, "just now"],
    [42, "42\u00a0s ago"],
    [60, "1\u00a0min ago"],
    [3_599, "59\u00a0min ago"],
    [3_600, "1\u00a0h ago"],
    [86_399, "23\u00a0h ago"],
    [86_400, "1\u00a0day ago"],
    [6 * 86_400, "6\u00a0days ago"],
    [7 * 86_400, "16 Nov"],
    [400 * 86_400, "19 Oct 2025"],
    [-90, "in 1\u00a0min"],
  ])("tells %d seconds ago as “%s”", (seconds, text) => {
    expect(formatRelativeTime(secondsAgo(seconds), now)).toBe(text);
  });
});

it("gives the exact time in UTC with milliseconds", () => {
  expect(formatExactTime(new Date("2026-11-23T14:03:07.120Z"))).toBe("2026-11-23 14:03:07.120 UTC");
});
