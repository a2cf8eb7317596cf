import { describe, expect, it } from "vitest";
import { projectMonth, usageMonth } from "./usage-month";

const day = (text: string, requests: number) => ({
  day: new Date(`${text}T00:00:00Z`),
  requests,
  costMicroUsd: requests * 10,
});

describe("a month of usage", () => {
  it("is a calendar month in UTC, the current one when none is named", () => {
    const now = new Date("2026-12-31T23:59:59Z");
    expect(usageMonth(undefined, now)).toEqual({
      name: "2026-12",
      from: new Date("2026-12-01T00:00:00Z"),
      to: new Date("2027-01-01T00:00:00Z"),
      isCurrent: true,
    });
    expect(usageMonth("2026-02", now)).toMatchObject({
      to: new Date("2026-03-01T00:00:00Z"),
      isCurrent: false,
    });
  });
});

describe("the projection of a month", () => {
  const at = (text: string) => {
    const now = new Date(text);
    return { now, month: usageMonth(undefined, now) };
  };

  it("goes on at the pace of the last seven days", () => {
    const { now, month } = at("2026-11-21T00:00:00Z");
    const recent = Array.from({ length: 7 }, (_, n) => day(`2026-11-${14 + n}`, 100));
    const used = { requests: 2_000, costMicroUsd: 20_000 };
    expect(projectMonth(month, used, recent, now)).toEqual({ requests: 3_000, costMicroUsd: 30_000 });
  });

  it("takes what is younger than a day for a day, so that one burst is not a month of bursts", () => {
    const { now, month } = at("2026-11-21T00:00:00Z");
    const used = { requests: 50, costMicroUsd: 500 };
    expect(projectMonth(month, used, [day("2026-11-20", 50)], now).requests).toBe(550);
    const early = at("2026-11-20T01:00:00Z");
    expect(projectMonth(early.month, used, [day("2026-11-20", 50)], early.now).requests).toBeLessThan(600);
  });

  it("adds nothing where nothing was used, and nothing to a month that is over", () => {
    const { now, month } = at("2026-11-21T00:00:00Z");
    const used = { requests: 7, costMicroUsd: 70 };
    expect(projectMonth(month, used, [], now)).toEqual(used);
    expect(projectMonth(usageMonth("2026-10", now), used, [day("2026-11-20", 9)], now)).toEqual(used);
  });
});
